package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.train.layer.Parameter;

/**
 * v = momentum · v + g + decay · w, w = w - rate · v: gradient descent with momentum as PyTorch's {@code SGD} defines it. Tensors
 * with a single axis, which are biases and batch norms, do not decay.
 *
 * @param momentum the part of the velocity that is kept
 * @param decay the multiple of the weights that is added to the gradient
 */
record Sgd(double momentum, double decay) {

    /**
     * Updates a run of a parameter.
     *
     * @param parameter its gradients are those of {@code shards}
     * @param at index of the first element
     * @param length at most {@link Scratch#LANE}
     * @param shards how many shards the batch had, whose gradients are added up in order
     * @param rate the learning rate
     * @param scratch lanes 0 to 3 are used
     */
    void update(Parameter parameter, int at, int length, int shards, double rate, Scratch scratch) {
        float[] velocity = scratch.lane(0);
        float[] values = scratch.lane(1);
        float[] gradient = scratch.lane(2);
        parameter.velocity().host().get(at, velocity, 0, length);
        parameter.values().host().get(at, values, 0, length);
        Lanes.combine((float) momentum, velocity, velocity, length);
        sum(parameter, at, length, shards, gradient, scratch.lane(3));
        if (parameter.spec().shape().rank() > 1) {
            Lanes.addScaled((float) decay, values, gradient, length);
        }
        Lanes.add(gradient, velocity, length);
        Lanes.addScaled((float) -rate, velocity, values, length);
        parameter.velocity().host().put(at, velocity, 0, length);
        parameter.values().host().put(at, values, 0, length);
    }

    /** The gradient of the batch. */
    static void sum(Parameter parameter, int at, int length, int shards, float[] gradient, float[] more) {
        parameter.gradients().host().get(at, gradient, 0, length);
        for (int shard = 1; shard < shards; shard++) {
            parameter.gradients().host().get(shard * parameter.size() + at, more, 0, length);
            Lanes.add(more, gradient, length);
        }
    }
}
