package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.BackwardRule;
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
 * y = max(x, 0).
 *
 * <p>Pull-back: dx = dy where x &gt; 0 and 0 elsewhere, so the derivative at 0 is 0. Guided backpropagation also wants dy &gt;
 * 0; DeconvNet wants dy &gt; 0 alone.
 *
 * @param output the shape of input and output
 */
record Relu(Shape output) implements Follower, Channelwise {

    @Override
    public Optional<Epilogue> appendTo(Epilogue epilogue) {
        return Optional.of(epilogue.thenRelu());
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Pointwise.forward(x.get(0), y, Lanes::relu, run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        return new Relu(Shape.of(channels.get(0).length, output.height(), output.width()));
    }

    @Override
    public void pullBackInPlace(Patches d, PullBackContext context) {
        Maps y = context.recorded().y();
        Runs.forEach(d, y, context.run(), (inPatch, inMap, length, scratch) -> {
            float[] signal = scratch.lane(0);
            d.values().data().host().get(inPatch, signal, 0, length);
            if (context.rule() != BackwardRule.GRADIENT) {
                Lanes.relu(signal, length);
            }
            if (context.rule() != BackwardRule.DECONV_NET) {
                y.data().host().get(inMap, scratch.lane(1), 0, length);
                Lanes.gate(scratch.lane(1), signal, length);
            }
            d.values().data().host().put(inPatch, signal, 0, length);
        });
    }
}
