package io.github.hdecomp.nd4j.kernel;

/**
 * Parts of feature maps, all of one size: the cotangents of a batch of decisions, each on the only patch where it can differ
 * from zero.
 *
 * @param place where each patch lies in its map
 * @param values the values, one "map" of the patch's size per patch
 */
public record Patches(Placement place, Maps values) {

    /**
     * The number of patches.
     *
     * @return n
     */
    public int count() {
        return place.count();
    }
}
