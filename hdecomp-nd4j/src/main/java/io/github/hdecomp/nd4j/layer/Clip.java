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
 * y = min(max(x, least), most): with 0 and 6 the ReLU6 of MobileNets.
 *
 * <p>Pull-back: dx = dy where least &lt; x &lt; most, and 0 elsewhere, so that with 0 and ∞ it is that of a ReLU. Guided
 * backpropagation also wants dy &gt; 0; DeconvNet wants dy &gt; 0 alone.
 *
 * @param output the shape of input and output
 * @param least the lower bound, perhaps -∞
 * @param most the upper bound, perhaps ∞
 */
record Clip(Shape output, float least, float most) implements Elementwise, Channelwise {

    static Clip of(NodeSpec node, Shape input) {
        double least = node.attributes().number("min", Double.NEGATIVE_INFINITY);
        double most = node.attributes().number("max", Double.POSITIVE_INFINITY);
        if (!(least <= most)) {
            throw new IllegalArgumentException("min " + least + " and max " + most + ", expected min at most max");
        }
        return new Clip(input, (float) least, (float) most);
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Pointwise.forward(
                x.get(0),
                y,
                (values, n) -> {
                    for (int i = 0; i < n; i++) {
                        values[i] = Math.min(Math.max(values[i], least), most);
                    }
                },
                run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new Clip(Shape.of(channels.get(0).length, output.height(), output.width()), least, most);
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
                        signal[i] = x[i] > least && x[i] < most ? signal[i] : 0f;
                    }
                },
                context.run());
    }
}
