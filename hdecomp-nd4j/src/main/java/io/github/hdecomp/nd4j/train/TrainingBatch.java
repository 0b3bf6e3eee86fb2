package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The pictures of one step.
 *
 * @param picture makes the picture at a place in the batch; called by several threads
 * @param labels the class of each
 */
record TrainingBatch(IntFunction<Tensor> picture, List<Integer> labels) {

    TrainingBatch {
        labels = List.copyOf(labels);
    }

    int size() {
        return labels.size();
    }

    /** Where a shard begins when the batch is cut into equal ones. */
    int first(int shard, int shards) {
        return (int) ((long) size() * shard / shards);
    }
}
