package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * y = x₀ + x₁ (+ …), all of one shape: a residual connection.
 *
 * <p>Pull-back: every input receives dy.
 *
 * @param output the shape of the inputs and the output
 * @param summands how many inputs
 */
record Add(Shape output, int summands) implements Follower, Channelwise {

    static Add of(List<Shape> inputs) {
        for (Shape input : inputs) {
            if (!input.equals(inputs.get(0))) {
                throw new IllegalArgumentException(
                        "inputs of shapes " + inputs + ", expected all of one shape; broadcasting is not supported");
            }
        }
        return new Add(inputs.get(0), inputs.size());
    }

    @Override
    public Optional<Epilogue> appendTo(Epilogue epilogue) {
        return summands == 2 && !epilogue.hasResidual() ? Optional.of(epilogue.thenResidual()) : Optional.empty();
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Runs.forEach(y.size(), 1, run, (offset, length, scratch) -> {
            float[] sum = scratch.lane(0);
            Maps first = x.get(0);
            first.data().host().get(first.at() + offset, sum, 0, length);
            for (Maps other : x.subList(1, x.size())) {
                other.data().host().get(other.at() + offset, scratch.lane(1), 0, length);
                Lanes.add(scratch.lane(1), sum, length);
            }
            y.data().host().put(y.at() + offset, sum, 0, length);
        });
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new Add(Shape.of(channels.get(0).length, output.height(), output.width()), summands);
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.PROPORTION;
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        // The derivative with respect to every summand is 1.
    }
}
