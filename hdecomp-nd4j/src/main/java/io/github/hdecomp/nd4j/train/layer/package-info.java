/**
 * Layers whose weights change: forward passes of batches, and pull-backs to inputs and parameters. A batch is cut into shards,
 * each worked on by one thread; what shards contribute to a parameter is added up in their order, so that the number of
 * threads changes nothing.
 */
@NullMarked
package io.github.hdecomp.nd4j.train.layer;

import org.jspecify.annotations.NullMarked;
