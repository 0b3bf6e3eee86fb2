package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;

/** A random change I of a picture x, which becomes x - I. */
public sealed interface Perturbation permits Perturbation.Noise, Perturbation.Square {

    /**
     * Independent normal noise on every value.
     *
     * @param deviation its standard deviation, above 0, in the normalised picture's units
     */
    record Noise(double deviation) implements Perturbation {
        /**
         * Checks the range.
         *
         * @param deviation see above
         */
        public Noise {
            if (!(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException("noise: a deviation of " + deviation + ", expected a positive one");
            }
        }

        @Override
        public float[] draw(Tensor input, SplittableRandom random) {
            float[] change = new float[input.size()];
            for (int i = 0; i < change.length; i++) {
                change[i] = (float) (deviation * random.nextGaussian());
            }
            return change;
        }
    }

    /**
     * One square anywhere in the picture becomes 0, the mean colour where inputs are normalised.
     *
     * @param share its side as a part of the picture's shorter side, above 0 and at most 1
     */
    record Square(double share) implements Perturbation {
        /**
         * Checks the range.
         *
         * @param share see above
         */
        public Square {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "square: " + share + " of the picture's side, expected a part above 0 and at most 1");
            }
        }

        @Override
        public float[] draw(Tensor input, SplittableRandom random) {
            Shape shape = input.shape();
            int side = Math.max(1, (int) Math.round(share * Math.min(shape.height(), shape.width())));
            int top = random.nextInt(shape.height() - side + 1);
            int left = random.nextInt(shape.width() - side + 1);
            float[] change = new float[input.size()];
            for (int c = 0; c < shape.channels(); c++) {
                for (int y = top; y < top + side; y++) {
                    int from = (c * shape.height() + y) * shape.width() + left;
                    input.copyTo(from, change, from, side);
                }
            }
            return change;
        }
    }

    /**
     * Draws a change.
     *
     * @param input the picture
     * @param random where chance comes from
     * @return I, in the order of the picture's values
     */
    float[] draw(Tensor input, SplittableRandom random);
}
