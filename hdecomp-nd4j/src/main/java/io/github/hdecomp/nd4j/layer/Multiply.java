package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/**
 * y[c, h, w] = x₀[c, h, w] · x₁[c, h, w], where either input may have one cell, (C, 1, 1), which then holds for all: gates, as
 * in squeeze and excitation (Hu et al. 2017, arXiv 1709.01507).
 *
 * <p>Pull-back: dx₀ = x₁ · dy and dx₁ = x₀ · dy, summed over cells for an input that has one.
 *
 * @param inputs the shapes of both
 * @param output the larger of them
 */
record Multiply(List<Shape> inputs, Shape output) implements Channelwise {

    static Multiply of(List<Shape> inputs) {
        boolean fit = inputs.size() == 2
                && inputs.get(0).channels() == inputs.get(1).channels()
                && (inputs.get(0).equals(inputs.get(1)) || isCell(inputs.get(0)) || isCell(inputs.get(1)));
        if (!fit) {
            throw new IllegalArgumentException(
                    "inputs of shapes " + inputs + ", expected two of one shape, or one of them (C, 1, 1)");
        }
        return new Multiply(List.copyOf(inputs), inputs.get(isCell(inputs.get(0)) ? 1 : 0));
    }

    private static boolean isCell(Shape shape) {
        return shape.height() * shape.width() == 1;
    }

    @Override
    public Region inputRegion(int input, Region region) {
        boolean cell = isCell(inputs.get(input));
        return cell && region.area() > 0 ? Region.whole(1, 1) : region;
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        run.parallel(y.count() * y.height(), (row, scratch) -> {
            float[] first = new float[y.channels()];
            float[] second = new float[y.channels()];
            for (int column = 0; column < y.width(); column++) {
                get(x.get(0), row / y.height(), row % y.height(), column, first);
                get(x.get(1), row / y.height(), row % y.height(), column, second);
                for (int c = 0; c < first.length; c++) {
                    first[c] *= second[c];
                }
                y.data().host().put(y.index(row / y.height(), row % y.height(), column), first);
            }
        });
    }

    @Override
    public Layer select(List<int[]> channels) {
        int some = channels.get(0).length;
        List<Shape> shapes = inputs.stream()
                .map(input -> Shape.of(some, input.height(), input.width()))
                .toList();
        return new Multiply(shapes, Shape.of(some, output.height(), output.width()));
    }

    /** The values of a cell, or of the only one. */
    private static void get(Maps x, int n, int row, int column, float[] values) {
        x.data().host().get(x.index(n, Math.min(row, x.height() - 1), Math.min(column, x.width() - 1)), values);
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.GATE;
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        Maps factor = context.recorded().x(1 - input);
        boolean cell = isCell(inputs.get(input));
        Placement to = dx.place();
        context.run().parallel(dy.count(), (patch, scratch) -> {
            float[] cotangent = new float[output.channels()];
            float[] other = new float[output.channels()];
            for (int i = 0; i < dy.place().height() * dy.place().width(); i++) {
                int row = dy.place().y(patch) + i / dy.place().width();
                int column = dy.place().x(patch) + i % dy.place().width();
                int y = cell ? 0 : row - to.y(patch);
                int x = cell ? 0 : column - to.x(patch);
                if (y >= 0 && y < to.height() && x >= 0 && x < to.width()) {
                    dy.values().data().host().get(dy.values().index(patch, 0, 0) + i * cotangent.length, cotangent);
                    get(factor, to.map(patch), row, column, other);
                    add(cotangent, other, dx.values(), dx.values().index(patch, y, x));
                }
            }
        });
    }

    private static void add(float[] cotangent, float[] factor, Maps target, int at) {
        for (int c = 0; c < cotangent.length; c++) {
            float sum = target.data().host().get(at + c) + cotangent[c] * factor[c];
            target.data().host().put(at + c, sum);
        }
    }
}
