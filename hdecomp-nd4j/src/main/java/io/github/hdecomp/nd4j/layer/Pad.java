package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.PatchSums;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * y[c, h, w] = x[c, h - top, w - left], and a constant where x has no such cell.
 *
 * <p>Pull-back: dx[c, h, w] receives dy[c, h + top, w + left].
 *
 * @param input the shape of the input
 * @param top rows above
 * @param left columns on the left
 * @param bottom rows below
 * @param right columns on the right
 * @param value of the new cells
 */
record Pad(Shape input, int top, int left, int bottom, int right, float value) implements Channelwise {

    static Pad of(NodeSpec node, Shape input) {
        int[] pads = node.attributes().integers("pads", 0, 0, 0, 0);
        if (Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw new IllegalArgumentException("pads " + Arrays.toString(pads) + ", expected none below 0");
        }
        float value = (float) node.attributes().number("value", 0);
        return new Pad(input, pads[0], pads[1], pads[2], pads[3], value);
    }

    @Override
    public Shape output() {
        return Shape.of(input.channels(), top + input.height() + bottom, left + input.width() + right);
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region.area() == 0
                ? region
                : new Region(region.y() - top, region.x() - left, region.height(), region.width());
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        Maps x = inputs.get(0);
        run.parallel(y.count() * y.height(), (number, scratch) -> {
            int n = number / y.height();
            int row = number % y.height() - top;
            float[] values = new float[y.width() * y.channels()];
            Arrays.fill(values, value);
            if (row >= 0 && row < x.height() && x.width() > 0) {
                x.data().host().get(x.index(n, row, 0), values, left * x.channels(), x.width() * x.channels());
            }
            y.data().host().put(y.index(n, row + top, 0), values);
        });
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Maps cells = x.get(0);
        Region full = inputRegion(0, region);
        Region inside = full.clip(input.height(), input.width());
        Shape part = Shape.of(cells.channels(), cells.height(), cells.width());
        new Pad(
                        part,
                        inside.y() - full.y(),
                        inside.x() - full.x(),
                        full.bottom() - inside.bottom(),
                        full.right() - inside.right(),
                        value)
                .forward(x, y, run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        Shape some = Shape.of(channels.get(0).length, input.height(), input.width());
        return new Pad(some, top, left, bottom, right, value);
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        Placement from = dy.place();
        int count = from.count();
        Placement inInput = new Placement(
                IntStream.range(0, count).map(from::map).toArray(),
                IntStream.range(0, count).map(patch -> from.y(patch) - top).toArray(),
                IntStream.range(0, count).map(patch -> from.x(patch) - left).toArray(),
                from.height(),
                from.width());
        PatchSums.add(new Patches(inInput, dy.values()), dx, context.run());
    }
}
