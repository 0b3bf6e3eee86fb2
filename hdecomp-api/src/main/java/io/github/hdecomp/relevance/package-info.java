/**
 * Rules of layer-wise relevance propagation as data: {@link io.github.hdecomp.relevance.RelevanceRule} says what one layer with
 * weights does, {@link io.github.hdecomp.relevance.RelevanceRules} which layer has which rule. Backends carry them out.
 */
@NullMarked
package io.github.hdecomp.relevance;

import org.jspecify.annotations.NullMarked;
