package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a method sees evidence.
 *
 * @param peak the pixel of the strongest evidence; empty if there is none
 * @param map what speaks for the decision, not negative: shape of the picture
 * @param points the pixels of all pieces of evidence that the method names; empty if it names none
 */
public record Found(OptionalInt peak, Tensor map, List<Integer> points) {

    /**
     * Keeps a copy of the list.
     *
     * @param peak see above
     * @param map see above
     * @param points see above
     */
    public Found {
        points = List.copyOf(points);
    }

    /**
     * The evidence of a map alone, whose largest value is the peak.
     *
     * @param cells shape (h, w) of a layer; negative values count as 0
     * @return with the map enlarged to the picture; without points
     */
    static Found of(Tensor cells) {
        int largest = -1;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) > (largest < 0 ? 0 : cells.get(largest))) {
                largest = i;
            }
        }
        int width = cells.shape().extent(1);
        OptionalInt peak = largest < 0
                ? OptionalInt.empty()
                : OptionalInt.of(pixel(largest / width, largest % width, cells.shape()));
        return new Found(peak, enlarged(cells), List.of());
    }

    /** The pixel in the middle of a cell of a layer of shape (h, w). */
    static int pixel(int y, int x, Shape layer) {
        int row = (2 * y + 1) * Scenes.SIZE / (2 * layer.extent(0));
        int column = (2 * x + 1) * Scenes.SIZE / (2 * layer.extent(1));
        return row * Scenes.SIZE + column;
    }

    /** The positive part of a map, enlarged bilinearly to the picture. */
    static Tensor enlarged(Tensor cells) {
        float[] positive = cells.toArray();
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(positive[i], 0);
        }
        return Upsampling.BILINEAR.apply(Tensor.of(cells.shape(), positive), Scenes.SIZE, Scenes.SIZE);
    }

    /**
     * The part of the map that lies in a mask.
     *
     * @param mask of the picture
     * @return 0 … 1; NaN of a map of zeros
     */
    public double share(Mask mask) {
        double inside = 0;
        double all = 0;
        for (int i = 0; i < map.size(); i++) {
            all += map.get(i);
            inside += mask.contains(i) ? map.get(i) : 0;
        }
        return all > 0 ? inside / all : Double.NaN;
    }
}
