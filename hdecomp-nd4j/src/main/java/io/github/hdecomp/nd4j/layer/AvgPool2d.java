package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c, p, q] = the mean of x[c] over the window of (p, q). Cells of the padding count as zeros ({@code count_include_pad},
 * PyTorch's default) or not at all (ONNX's default); cells beyond the padding, which ceil mode may reach, never count.
 *
 * <p>Pull-back: every cell of the window receives dy[c, p, q] over the number of cells that count.
 *
 * @param input the shape of the input
 * @param window the geometry
 * @param countPadding whether cells of the padding count
 */
record AvgPool2d(Shape input, Window window, boolean countPadding) implements Channelwise {

    static AvgPool2d of(NodeSpec node, Shape input) {
        Window window = Window.of(node.attributes());
        Checks.fits(input, window.outputHeight(input.height()), window.outputWidth(input.width()), window);
        Checks.everyWindowTouches(input, window);
        if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
            throw new IllegalArgumentException("dilations of " + window + ", expected none: means have no gaps");
        }
        return new AvgPool2d(input, window, node.attributes().integer("count_include_pad", 0) != 0);
    }

    @Override
    public Shape output() {
        return Shape.of(input.channels(), window.outputHeight(input.height()), window.outputWidth(input.width()));
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return window.inputRegion(region);
    }

    @Override
    public void forward(List<Maps> inputs, Maps y, Run run) {
        WindowMeans.forward(inputs.get(0), y, this::mean, run);
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Maps cells = x.get(0);
        Shape part = Shape.of(cells.channels(), cells.height(), cells.width());
        Window here = window.part(region, input.height(), input.width());
        new AvgPool2d(part, here, countPadding).forward(x, y, run);
    }

    @Override
    public Layer select(List<int[]> channels) {
        Shape some = Shape.of(channels.get(0).length, input.height(), input.width());
        return new AvgPool2d(some, window, countPadding);
    }

    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        WindowMeans.pullBack(dy, dx, this::mean, context.run());
    }

    private WindowMeans.Mean mean(int oy, int ox) {
        Region full = window.inputRegion(new Region(oy, ox, 1, 1));
        Region inside = full.clip(input.height(), input.width());
        int rows = Math.min(full.bottom(), input.height() + window.bottom()) - full.y();
        int columns = Math.min(full.right(), input.width() + window.right()) - full.x();
        int counted = countPadding ? rows * columns : inside.area();
        return new WindowMeans.Mean(inside, 1f / counted);
    }
}
