package io.github.hdecomp.map;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** A way to enlarge a map: bilinear blends of the four nearest cells, which differ in where the cells' centres are put. */
public enum Upsampling {
    /**
     * Cells are areas: the centre of cell i of n lies at (i + ½) / n of the side, and what lies beyond the outermost centres
     * has their values. PyTorch's {@code align_corners=False} and OpenCV's {@code INTER_LINEAR}; the default everywhere.
     */
    BILINEAR {
        @Override
        double source(int to, int in, int out) {
            return (to + 0.5) * in / out - 0.5;
        }
    },

    /** The outermost centres lie on the border: PyTorch's {@code align_corners=True}. */
    ALIGN_CORNERS {
        @Override
        double source(int to, int in, int out) {
            return out == 1 ? 0 : (double) to * (in - 1) / (out - 1);
        }
    };

    /** The place in the small map, in cells, of a cell of the large one. */
    abstract double source(int to, int in, int out);

    /**
     * Enlarges a map, or every map of a stack. Maps may also shrink, without antialiasing, as in the references.
     *
     * @param map shape (h, w) or (C, h, w), with at least one cell per map
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @return shape (height, width) or (C, height, width)
     * @throws IllegalArgumentException if there is no cell to take values from, or none to give them to
     */
    public Tensor apply(Tensor map, int height, int width) {
        int rank = map.shape().rank();
        if ((rank != 2 && rank != 3) || map.size() == 0 || height < 1 || width < 1) {
            throw new IllegalArgumentException("upsampling: a map of shape " + map.shape() + " to " + height + "x"
                    + width + ", expected (h, w) or (C, h, w) with at least one cell on either side");
        }
        int channels = rank == 3 ? map.shape().extent(0) : 1;
        int h = map.shape().extent(rank - 2);
        int w = map.shape().extent(rank - 1);
        Shape shape = rank == 3 ? Shape.of(channels, height, width) : Shape.of(height, width);
        float[] from = map.toArray();
        float[] to = new float[shape.size()];
        Enlargement enlargement = new Enlargement(this, h, w, height, width);
        for (int c = 0; c < channels; c++) {
            enlargement.apply(from, c * h * w, to, c * height * width);
        }
        return Tensor.adopt(shape, to);
    }
}
