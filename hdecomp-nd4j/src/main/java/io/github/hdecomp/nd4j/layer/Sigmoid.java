package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y = 1 / (1 + exp(-x)).
 *
 * <p>Pull-back: dx = y · (1 - y) · dy.
 *
 * @param output the shape of input and output
 */
record Sigmoid(Shape output) implements Elementwise, Channelwise {

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Pointwise.forward(
                x.get(0),
                y,
                (values, n) -> {
                    for (int i = 0; i < n; i++) {
                        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
                    }
                },
                run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new Sigmoid(Shape.of(channels.get(0).length, output.height(), output.width()));
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        Pointwise.pullBack(
                d,
                context.recorded().y(),
                (y, signal, n) -> {
                    for (int i = 0; i < n; i++) {
                        signal[i] *= y[i] * (1 - y[i]);
                    }
                },
                context.run());
    }
}
