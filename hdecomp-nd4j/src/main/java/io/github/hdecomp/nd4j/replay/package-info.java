/**
 * What decisions become when channels of a recorded layer are others: {@link io.github.hdecomp.nd4j.replay.Replays} runs
 * the {@link io.github.hdecomp.nd4j.replay.Path} from the layer to each decision again, for batches of edits at once.
 */
@NullMarked
package io.github.hdecomp.nd4j.replay;

import org.jspecify.annotations.NullMarked;
