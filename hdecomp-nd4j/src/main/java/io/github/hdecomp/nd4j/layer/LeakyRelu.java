package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y = x where x &gt; 0, and slope · x elsewhere.
 *
 * <p>Pull-back: dx = dy where x &gt; 0, and slope · dy elsewhere, 0 included. Guided backpropagation and DeconvNet first drop
 * what is negative of dy, and DeconvNet then passes all of it, as with a ReLU.
 *
 * @param output the shape of input and output
 * @param slope below zero
 */
record LeakyRelu(Shape output, float slope) implements Elementwise, Channelwise {

    static LeakyRelu of(NodeSpec node, Shape input) {
        return new LeakyRelu(input, (float) node.attributes().number("alpha", 0.01));
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Pointwise.forward(
                x.get(0),
                y,
                (values, n) -> {
                    for (int i = 0; i < n; i++) {
                        values[i] = values[i] > 0 ? values[i] : slope * values[i];
                    }
                },
                run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new LeakyRelu(Shape.of(channels.get(0).length, output.height(), output.width()), slope);
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        BackwardRule rule = context.rule();
        Pointwise.pullBack(
                d,
                context.recorded().x(0),
                (x, signal, n) -> {
                    if (rule != BackwardRule.GRADIENT) {
                        Lanes.relu(signal, n);
                    }
                    for (int i = 0; i < n && rule != BackwardRule.DECONV_NET; i++) {
                        signal[i] *= x[i] > 0 ? 1f : slope;
                    }
                },
                context.run());
    }
}
