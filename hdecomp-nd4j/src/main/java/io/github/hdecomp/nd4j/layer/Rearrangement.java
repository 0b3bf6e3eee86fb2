package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/** A layer whose output holds the values of its input, each once, in other places. */
abstract sealed class Rearrangement implements Layer permits Reshape, Transpose {
    private final Shape input;
    private final Shape output;

    Rearrangement(Shape input, Shape output) {
        this.input = input;
        this.output = output;
    }

    /** The position in x, channels last, of a value of y. */
    abstract int indexInInput(int channel, int y, int x);

    Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region.area() == 0 ? region : Region.whole(input.height(), input.width());
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        forward(x, y, Region.whole(y.height(), y.width()), run);
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Maps in = x.get(0);
        run.parallel(in.count(), (n, scratch) -> {
            float[] values = new float[input.size()];
            in.data().host().get(in.index(n, 0, 0), values);
            float[] permuted = new float[y.height() * y.width() * y.channels()];
            for (int row = 0, to = 0; row < y.height(); row++) {
                for (int column = 0; column < y.width(); column++) {
                    for (int c = 0; c < y.channels(); c++, to++) {
                        permuted[to] = values[indexInInput(c, region.y() + row, region.x() + column)];
                    }
                }
            }
            y.data().host().put(y.index(n, 0, 0), permuted);
        });
    }

    @Override
    public RelevanceFlow relevanceFlow() {
        return RelevanceFlow.ROUTE;
    }

    /** Cotangents may be a patch of y; those of x are always whole maps, since a patch may read channels of all cells. */
    @Override
    public void pullBack(int ignored, Patches dy, Patches dx, PullBackContext context) {
        context.run().parallel(dy.count(), (patch, scratch) -> {
            Maps from = dy.values();
            float[] cotangents = new float[from.height() * from.width() * from.channels()];
            from.data().host().get(from.index(patch, 0, 0), cotangents);
            float[] sum = new float[input.size()];
            int at = dx.values().index(patch, 0, 0);
            dx.values().data().host().get(at, sum);
            for (int row = 0, i = 0; row < from.height(); row++) {
                for (int column = 0; column < from.width(); column++) {
                    for (int c = 0; c < from.channels(); c++, i++) {
                        int y = dy.place().y(patch) + row;
                        int x = dy.place().x(patch) + column;
                        sum[indexInInput(c, y, x)] += cotangents[i];
                    }
                }
            }
            dx.values().data().host().put(at, sum);
        });
    }
}
