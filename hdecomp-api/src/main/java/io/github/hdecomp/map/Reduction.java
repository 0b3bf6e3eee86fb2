package io.github.hdecomp.map;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** How the values of all channels at one place become one. */
public enum Reduction {
    /** Their sum, signed: what speaks for the decision less what speaks against it. */
    SUM {
        @Override
        double add(double soFar, double value) {
            return soFar + value;
        }
    },

    /** The sum of their magnitudes: how much a place matters, whatever for (Adebayo et al., 2018). */
    SUM_OF_MAGNITUDES {
        @Override
        double add(double soFar, double value) {
            return soFar + Math.abs(value);
        }
    },

    /** The sum of the positive ones: what speaks for the decision alone. */
    SUM_OF_POSITIVES {
        @Override
        double add(double soFar, double value) {
            return soFar + Math.max(value, 0);
        }
    },

    /** The largest of their magnitudes (Simonyan et al., 2014). */
    LARGEST_MAGNITUDE {
        @Override
        double add(double soFar, double value) {
            return Math.max(soFar, Math.abs(value));
        }
    };

    abstract double add(double soFar, double value);

    /**
     * The map of a stack of channels. One channel is reduced too: magnitudes of signed values lose their sign.
     *
     * @param values shape (C, h, w)
     * @return shape (h, w)
     */
    public Tensor map(Tensor values) {
        Shape shape = values.shape();
        int area = shape.height() * shape.width();
        float[] map = new float[area];
        for (int i = 0; i < area; i++) {
            double reduced = 0;
            for (int c = 0; c < shape.channels(); c++) {
                reduced = add(reduced, values.get(c * area + i));
            }
            map[i] = (float) reduced;
        }
        return Tensor.adopt(Shape.of(shape.height(), shape.width()), map);
    }
}
