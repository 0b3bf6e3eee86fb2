package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * y[i₀, i₁, i₂] = x[j] with j[perm[a]] = i[a]: the axes (channels, rows, columns) in another order.
 *
 * <p>Pull-back: dy with the axes put back. Used where a network was trained on channels-last maps and flattens them.
 */
final class Transpose implements Layer {
    private final Shape input;
    private final int[] perm;

    private Transpose(Shape input, int[] perm) {
        this.input = input;
        this.perm = perm;
    }

    static Transpose of(Shape input, Attributes attributes) {
        int[] perm = attributes.integers("perm", 0, 1, 2);
        int[] sorted = perm.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, new int[] {0, 1, 2})) {
            throw new IllegalArgumentException(
                    "perm " + Arrays.toString(perm) + ", expected a permutation of 0, 1, 2 (channels, rows, columns)");
        }
        return new Transpose(input, perm);
    }

    @Override
    public Shape output() {
        return Shape.of(input.extent(perm[0]), input.extent(perm[1]), input.extent(perm[2]));
    }

    @Override
    public Region inputRegion(int ignored, Region region) {
        return region.area() == 0 ? region : Region.whole(input.height(), input.width());
    }

    /** The position in x, channels last, of each value of y, channels last. */
    private int indexInInput(int channel, int y, int x) {
        int[] out = {channel, y, x};
        int[] in = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            in[perm[axis]] = out[axis];
        }
        return (in[1] * input.width() + in[2]) * input.channels() + in[0];
    }

    @Override
    public void forward(List<Maps> x, Maps y, Run run) {
        Maps in = x.get(0);
        run.parallel(in.count(), (n, scratch) -> {
            float[] values = new float[input.size()];
            in.data().host().get(in.index(n, 0, 0), values);
            float[] permuted = new float[values.length];
            for (int row = 0, to = 0; row < y.height(); row++) {
                for (int column = 0; column < y.width(); column++) {
                    for (int c = 0; c < y.channels(); c++, to++) {
                        permuted[to] = values[indexInInput(c, row, column)];
                    }
                }
            }
            y.data().host().put(y.index(n, 0, 0), permuted);
        });
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
