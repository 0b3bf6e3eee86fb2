package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c, p, q] = the mean of x[c] over rows ⌊p · H / h⌋ to ⌈(p + 1) · H / h⌉ - 1 and columns alike, for an output of h by w
 * cells whatever the size of the input; with one cell, global average pooling.
 *
 * <p>Pull-back: every cell of the window receives dy[c, p, q] over its number of cells.
 *
 * @param input the shape of the input
 * @param height rows of the output
 * @param width columns of the output
 */
record AdaptiveAvgPool2d(Shape input, int height, int width) implements Channelwise {

    static AdaptiveAvgPool2d of(NodeSpec node, Shape input) {
        int[] size = node.attributes().integers("output_size", 1, 1);
        if (size[0] < 1 || size[1] < 1) {
            throw new IllegalArgumentException("output_size " + size[0] + " by " + size[1] + " must be at least 1");
        }
        return new AdaptiveAvgPool2d(input, size[0], size[1]);
    }

    @Override
    public Shape output() {
        return Shape.of(input.channels(), height, width);
    }

    @Override
    public boolean isIdentity() {
        return height == input.height() && width == input.width();
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        if (region.area() == 0) {
            return region;
        }
        int top = start(region.y(), input.height(), height);
        int left = start(region.x(), input.width(), width);
        int bottom = end(region.bottom() - 1, input.height(), height);
        int right = end(region.right() - 1, input.width(), width);
        return new Region(top, left, bottom - top, right - left);
    }

    private static int start(int cell, int in, int out) {
        return Math.floorDiv(cell * in, out);
    }

    private static int end(int cell, int in, int out) {
        return -Math.floorDiv(-(cell + 1) * in, out);
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        WindowMeans.forward(inputs.get(0), y, this::mean, run);
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Region read = inputRegion(0, region);
        WindowMeans.forward(
                x.get(0), y, (oy, ox) -> mean(region.y() + oy, region.x() + ox).relativeTo(read), run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        Shape some = Shape.of(channels.get(0).length, input.height(), input.width());
        return new AdaptiveAvgPool2d(some, height, width);
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        WindowMeans.pullBack(dy, dx, this::mean, context.run());
    }

    private WindowMeans.Mean mean(int oy, int ox) {
        Region window = inputRegion(0, new Region(oy, ox, 1, 1));
        return new WindowMeans.Mean(window, 1f / window.area());
    }
}
