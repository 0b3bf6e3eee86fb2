/**
 * Layer-wise relevance propagation on a recorded pass: {@link io.github.hdecomp.nd4j.relevance.RelevancePass} takes relevance
 * down the graph, {@link io.github.hdecomp.nd4j.relevance.RuleStep} carries out the rule of one layer with weights.
 */
@NullMarked
package io.github.hdecomp.nd4j.relevance;

import org.jspecify.annotations.NullMarked;
