package io.github.hdecomp.comparison;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.map.Reduction;

/**
 * A method that is compared.
 *
 * @param method the method with its parameters
 * @param reduction how the values of the channels of a place become one
 * @param pictures of how many pictures of a set it is asked, the first ones; fewer than all for methods that take long
 */
public record Candidate(Saliency method, Reduction reduction, int pictures) {

    /**
     * Checks the number of pictures.
     *
     * @param method see above
     * @param reduction see above
     * @param pictures see above
     */
    public Candidate {
        if (pictures < 1) {
            throw new IllegalArgumentException(
                    method.name() + ": " + pictures + " pictures, expected at least 1; leave the method out instead");
        }
    }

    /**
     * A method that is asked of all pictures.
     *
     * @param method the method with its parameters
     * @param reduction how the values of the channels of a place become one
     * @return the candidate
     */
    public static Candidate of(Saliency method, Reduction reduction) {
        return new Candidate(method, reduction, Integer.MAX_VALUE);
    }
}
