package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Tensor;

/** How a map becomes a mask that a picture is multiplied by, so that what was explained can be seen alone. */
public sealed interface PictureMask permits PictureMask.Soft, PictureMask.Top {

    /**
     * Every place by its value from 0 to 1, the form of Grad-CAM++ (Chattopadhay et al., 2018).
     *
     * @param scaling how values become ones from 0 to 1
     */
    record Soft(Scaling scaling) implements PictureMask {
        @Override
        public float[] of(Tensor map) {
            return scaling.apply(map);
        }

        @Override
        public String suffix() {
            return "";
        }
    }

    /**
     * The places of the largest values whole, all others not, the form of SISE (Sattarzadeh et al., 2021).
     *
     * @param fraction which part of the places is kept, above 0 and below 1; equal values at the border are not
     */
    record Top(double fraction) implements PictureMask {
        /**
         * Checks the range.
         *
         * @param fraction see above
         */
        public Top {
            if (!(fraction > 0 && fraction < 1)) {
                throw new IllegalArgumentException(
                        "mask of the top: " + fraction + ", expected a part of the places above 0 and below 1");
            }
        }

        @Override
        public float[] of(Tensor map) {
            float limit = map.get(Ranking.descending(map)[(int) (fraction * map.size())]);
            float[] mask = new float[map.size()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = map.get(i) > limit ? 1 : 0;
            }
            return mask;
        }

        @Override
        public String suffix() {
            return "-top-" + Math.round(100 * fraction);
        }
    }

    /**
     * The mask.
     *
     * @param map shape (H, W)
     * @return one number from 0 to 1 per place
     */
    float[] of(Tensor map);

    /**
     * What is added to the name of a metric that uses it.
     *
     * @return such as {@code -top-15}; empty for the customary form
     */
    String suffix();
}
