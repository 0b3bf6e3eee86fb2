package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PatchSums;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y = the channels of x₀, then those of x₁, and so on.
 *
 * <p>Pull-back: every input receives its channels of dy.
 *
 * @param inputs the shapes of the inputs, equal but for their channels
 */
record Concat(List<Shape> inputs) implements Channelwise {
    private static final int CELLS_PER_CHUNK = 64;

    static Concat of(List<Shape> inputs) {
        for (Shape input : inputs) {
            if (input.height() != inputs.get(0).height()
                    || input.width() != inputs.get(0).width()) {
                throw new IllegalArgumentException(
                        "inputs of shapes " + inputs + ", expected all of one height and width");
            }
        }
        return new Concat(List.copyOf(inputs));
    }

    @Override
    public Shape output() {
        int channels = inputs.stream().mapToInt(Shape::channels).sum();
        return Shape.of(channels, inputs.get(0).height(), inputs.get(0).width());
    }

    @Override
    public Region inputRegion(int input, Region region) {
        return region;
    }

    private int firstChannel(int input) {
        return inputs.subList(0, input).stream().mapToInt(Shape::channels).sum();
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        run.parallel((y.cells() + CELLS_PER_CHUNK - 1) / CELLS_PER_CHUNK, (chunk, scratch) -> {
            int end = Math.min((chunk + 1) * CELLS_PER_CHUNK, y.cells());
            for (int cell = chunk * CELLS_PER_CHUNK; cell < end; cell++) {
                int to = y.at() + cell * y.channels();
                for (Maps in : x) {
                    y.data().host().put(to, in.data().host(), in.at() + cell * in.channels(), in.channels());
                    to += in.channels();
                }
            }
        });
    }

    @Override
    public int channelRead(int input, int output) {
        int channel = output - firstChannel(input);
        return channel >= 0 && channel < inputs.get(input).channels() ? channel : -1;
    }

    @Override
    public int firstReader(int input, int channel) {
        return firstChannel(input) + channel;
    }

    @Override
    public Layer select(List<int[]> channels) {
        Shape first = inputs.get(0);
        return new Concat(channels.stream()
                .map(some -> Shape.of(some.length, first.height(), first.width()))
                .toList());
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        int channels = inputs.get(input).channels();
        PatchSums.addChannels(dy, firstChannel(input), dx, 0, channels, context.run());
    }

    @Override
    public void pullBackFirst(int input, Patches dy, Patches dx, PullBackContext context) {
        PatchSums.copyChannels(dy, firstChannel(input), dx, context.run());
    }
}
