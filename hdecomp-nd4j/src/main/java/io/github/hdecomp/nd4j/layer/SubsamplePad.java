package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c, p, q] = x[c - before, p · stride, q · stride], and zero for channels that x does not have: the shortcut without
 * parameters of residual networks for CIFAR (He et al. 2015, arXiv 1512.03385, option A).
 *
 * <p>Pull-back: dx[c, p · stride, q · stride] receives dy[c + before, p, q].
 *
 * @param input the shape of the input
 * @param stride which rows and columns are kept
 * @param before zero channels in front
 * @param after zero channels behind
 */
record SubsamplePad(Shape input, int stride, int before, int after) implements Channelwise {

    static SubsamplePad of(NodeSpec node, Shape input) {
        int stride = node.attributes().integer("stride", 1);
        int[] channels = node.attributes().integers("channels", 0, 0);
        if (stride < 1 || channels[0] < 0 || channels[1] < 0) {
            throw new IllegalArgumentException(
                    "stride " + stride + " must be at least 1 and zero channels not negative");
        }
        return new SubsamplePad(input, stride, channels[0], channels[1]);
    }

    @Override
    public Shape output() {
        return Shape.of(
                before + input.channels() + after, (input.height() - 1) / stride + 1, (input.width() - 1) / stride + 1);
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region.area() == 0
                ? region
                : new Region(
                        region.y() * stride,
                        region.x() * stride,
                        (region.height() - 1) * stride + 1,
                        (region.width() - 1) * stride + 1);
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        Maps x = inputs.get(0);
        run.parallel(y.count() * y.height(), (row, scratch) -> {
            int n = row / y.height();
            float[] cell = new float[y.channels()];
            for (int column = 0; column < y.width(); column++) {
                x.data().host().get(x.index(n, row % y.height() * stride, column * stride), cell, before, x.channels());
                y.data().host().put(y.index(n, row % y.height(), column), cell);
            }
        });
    }

    @Override
    public int channelRead(int ignored, int channel) {
        int read = channel - before;
        return read >= 0 && read < input.channels() ? read : -1;
    }

    @Override
    public int firstReader(int ignored, int channel) {
        return before + channel;
    }

    @Override
    public Layer select(List<int[]> channels) {
        Shape some = Shape.of(channels.get(0).length, input.height(), input.width());
        return new SubsamplePad(some, stride, 0, 0);
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        Placement from = dy.place();
        Placement to = dx.place();
        context.run().parallel(dy.count(), (patch, scratch) -> {
            float[] cotangent = new float[input.channels()];
            float[] sum = new float[input.channels()];
            for (int row = 0; row < from.height(); row++) {
                for (int column = 0; column < from.width(); column++) {
                    int y = (from.y(patch) + row) * stride - to.y(patch);
                    int x = (from.x(patch) + column) * stride - to.x(patch);
                    if (y >= 0 && y < to.height() && x >= 0 && x < to.width()) {
                        int at = dx.values().index(patch, y, x);
                        dy.values().data().host().get(dy.values().index(patch, row, column) + before, cotangent);
                        dx.values().data().host().get(at, sum);
                        for (int c = 0; c < sum.length; c++) {
                            sum[c] += cotangent[c];
                        }
                        dx.values().data().host().put(at, sum);
                    }
                }
            }
        });
    }
}
