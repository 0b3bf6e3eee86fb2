package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.tensor.Shape;
import java.util.Arrays;

/**
 * y[i₀, i₁, i₂] = x[j] with j[perm[a]] = i[a]: the axes (channels, rows, columns) in another order.
 *
 * <p>Pull-back: dy with the axes put back. Used where a network was trained on channels-last maps and flattens them.
 */
final class Transpose extends Rearrangement {
    private final int[] perm;

    private Transpose(Shape input, int[] perm) {
        super(input, Shape.of(input.extent(perm[0]), input.extent(perm[1]), input.extent(perm[2])));
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
    int indexInInput(int channel, int y, int x) {
        int[] out = {channel, y, x};
        int[] in = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            in[perm[axis]] = out[axis];
        }
        return (in[1] * input().width() + in[2]) * input().channels() + in[0];
    }
}
