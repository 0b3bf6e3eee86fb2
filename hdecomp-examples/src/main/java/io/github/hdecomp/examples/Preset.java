package io.github.hdecomp.examples;

import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Shape;

/** Customary preparations of pictures, for networks whose files do not say how theirs were prepared. */
enum Preset {
    /** Resized, cropped, ImageNet's mean and deviation. */
    TORCHVISION {
        @Override
        Preprocessing of(Shape input) {
            return Preprocessing.imageNet().withSize(input.height(), input.width());
        }
    },

    /** Squashed, blue first, 0 to 255 less the mean colour. */
    CAFFE {
        @Override
        Preprocessing of(Shape input) {
            return Preprocessing.caffe(Interpolation.BILINEAR, input.height(), input.width());
        }
    },

    /** Squashed, from -1 to 1: Keras' mode tf. */
    SYMMETRIC {
        @Override
        Preprocessing of(Shape input) {
            return Preprocessing.symmetric(Interpolation.BILINEAR, input.height(), input.width());
        }
    },

    /** Resized and cropped, from 0 to 1. */
    UNIT {
        @Override
        Preprocessing of(Shape input) {
            return Preprocessing.unit(input.height(), input.width());
        }
    };

    /** The preparation for inputs of a shape. */
    abstract Preprocessing of(Shape input);
}
