/**
 * Native memory and who owns it: {@link io.github.hdecomp.nd4j.memory.NativeFloats} is one block,
 * {@link io.github.hdecomp.nd4j.memory.NativeMemory} owns the blocks of one model and counts them,
 * {@link io.github.hdecomp.nd4j.memory.BlockPool} lends blocks again and again,
 * {@link io.github.hdecomp.nd4j.memory.BufferPlan} lays buffers with known life times out in one block.
 */
@NullMarked
package io.github.hdecomp.nd4j.memory;

import org.jspecify.annotations.NullMarked;
