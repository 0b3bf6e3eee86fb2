package io.github.hdecomp.image;

import io.github.hdecomp.tensor.Extent;

/** How a picture is brought to about the size of a network's input before it is cropped. */
public sealed interface Resize permits Resize.None, Resize.ShorterSide, Resize.Squash {

    /**
     * The size of a picture after the resize.
     *
     * @param picture its size before
     * @param input the size of the network's input
     * @return the size; that of the picture where nothing is resized
     */
    Extent target(Extent picture, Extent input);

    /**
     * How pixels are made.
     *
     * @return the interpolation
     */
    Interpolation interpolation();

    /**
     * The same for an input of another size.
     *
     * @param factor new size over old size
     * @return the resize; a shorter side keeps its proportion to the crop
     */
    Resize scaled(float factor);

    /** The picture stays as large as it is. */
    record None() implements Resize {
        @Override
        public Extent target(Extent picture, Extent input) {
            return picture;
        }

        @Override
        public Interpolation interpolation() {
            return Interpolation.NEAREST;
        }

        @Override
        public Resize scaled(float factor) {
            return this;
        }
    }

    /**
     * The shorter side gets a length, and the longer one that which keeps the proportion, truncated to a whole pixel:
     * torchvision's {@code Resize(int)}.
     *
     * @param pixels of the shorter side, at least 1
     * @param interpolation how pixels are made
     */
    record ShorterSide(int pixels, Interpolation interpolation) implements Resize {
        /**
         * Checks the range.
         *
         * @param pixels see above
         * @param interpolation see above
         */
        public ShorterSide {
            if (pixels < 1) {
                throw new IllegalArgumentException(
                        "preprocessing: a shorter side of " + pixels + " pixels, expected at least 1");
            }
        }

        @Override
        public Extent target(Extent picture, Extent input) {
            int h = picture.height();
            int w = picture.width();
            if (Math.min(h, w) == pixels) {
                return picture;
            }
            return h <= w
                    ? new Extent(pixels, truncated((long) pixels * w / h))
                    : new Extent(truncated((long) pixels * h / w), pixels);
        }

        /** Slivers may become longer than an integer holds; they are refused by their size anyway. */
        private static int truncated(long length) {
            return (int) Math.min(length, Integer.MAX_VALUE);
        }

        @Override
        public Resize scaled(float factor) {
            return new ShorterSide(Math.max(1, Math.round(pixels * factor)), interpolation);
        }
    }

    /**
     * Both sides get the length of the input's, whatever that does to the proportion: Caffe's and Keras' way.
     *
     * @param interpolation how pixels are made
     */
    record Squash(Interpolation interpolation) implements Resize {
        @Override
        public Extent target(Extent picture, Extent input) {
            return input;
        }

        @Override
        public Resize scaled(float factor) {
            return this;
        }
    }
}
