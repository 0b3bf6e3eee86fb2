package io.github.hdecomp.image;

/** How a resized picture's pixels are made of the original's, each as Pillow's filter of that name does. */
public enum Interpolation {
    /** The pixel in whose place the new one lies. */
    NEAREST(0) {
        @Override
        double weight(double distance) {
            throw new IllegalStateException("the nearest pixel is not weighted");
        }
    },

    /** A triangle: weights fall linearly to 0 at a distance of 1. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },

    /** The cubic convolution of Keys 1981 with a = -1/2: weights up to a distance of 2, negative beyond 1. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            double a = -0.5;
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }
    };

    private final double support;

    Interpolation(double support) {
        this.support = support;
    }

    /** Half the width of the filter, in pixels of the smaller of both pictures. */
    double support() {
        return support;
    }

    /** The weight of a pixel at some distance from the centre, before all are scaled to a sum of 1. */
    abstract double weight(double distance);
}
