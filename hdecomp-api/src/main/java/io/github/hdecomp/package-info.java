/**
 * The entry points: {@link io.github.hdecomp.Decomposer} explains a decision in one call,
 * {@link io.github.hdecomp.Exploration} lets the caller walk from decision to decision over one recorded pass.
 */
@NullMarked
package io.github.hdecomp;

import org.jspecify.annotations.NullMarked;
