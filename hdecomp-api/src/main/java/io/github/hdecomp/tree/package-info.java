/**
 * The result: an {@link io.github.hdecomp.tree.EvidenceTree} of {@link io.github.hdecomp.tree.EvidenceNode}s, immutable
 * values that hold no native memory and can be walked, exported and compared.
 */
@NullMarked
package io.github.hdecomp.tree;

import org.jspecify.annotations.NullMarked;
