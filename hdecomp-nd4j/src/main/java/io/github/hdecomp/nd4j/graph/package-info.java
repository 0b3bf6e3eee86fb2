/**
 * Networks as graphs of layers: {@link io.github.hdecomp.nd4j.graph.Topology} knows shapes and receptive fields,
 * {@link io.github.hdecomp.nd4j.graph.Network} adds the weights, {@link io.github.hdecomp.nd4j.graph.Recording} runs it
 * forward and keeps the features, {@link io.github.hdecomp.nd4j.graph.PullBack} takes decisions back down along a
 * {@link io.github.hdecomp.nd4j.graph.Route}.
 */
@NullMarked
package io.github.hdecomp.nd4j.graph;

import org.jspecify.annotations.NullMarked;
