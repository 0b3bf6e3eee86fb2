package io.github.hdecomp.attribution;

import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Merges channels whose positive evidence lies in the same place, for display: greedy non-maximum suppression in descending
 * order of contribution on the masks where a channel's products reach a fraction of their maximum (Cheng et al., Section
 * 4.2). The paper does not give the fraction; 0.2 is the convention of the CAM family.
 *
 * @param intersectionOverUnion channels that overlap a kept one by more than this are merged into it; 0 … 1
 * @param fraction of a channel's largest product from which a cell belongs to its mask; 0 takes every positive cell; 0 … 1
 */
public record OverlapSuppression(double intersectionOverUnion, double fraction) {

    /**
     * Checks the ranges.
     *
     * @param intersectionOverUnion see above
     * @param fraction see above
     */
    public OverlapSuppression {
        if (!(intersectionOverUnion >= 0 && intersectionOverUnion <= 1 && fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("overlap suppression: intersection over union " + intersectionOverUnion
                    + " and fraction " + fraction + " must lie in 0 … 1");
        }
    }

    /**
     * The paper's: more than 0.9 of intersection over union, masks at 0.2 of the maximum.
     *
     * @return the defaults
     */
    public static OverlapSuppression defaults() {
        return new OverlapSuppression(0.9, 0.2);
    }

    /**
     * Channels that show the same evidence.
     *
     * @param keeper the one with the largest contribution
     * @param merged the others, in descending order of contribution
     */
    public record Group(int keeper, List<Integer> merged) {

        /**
         * Keeps a copy of the list.
         *
         * @param keeper see above
         * @param merged see above
         */
        public Group {
            merged = List.copyOf(merged);
        }
    }

    /**
     * The activated channels of a decomposition in groups. A channel is merged into the first keeper that it overlaps.
     *
     * @param decomposition what was decomposed
     * @return in descending order of the keepers' contributions
     * @throws IllegalStateException if the decomposition keeps the maps of its strongest channels only
     */
    public List<Group> groups(Decomposition decomposition) {
        List<BitSet> masks = new ArrayList<>();
        List<Integer> keepers = new ArrayList<>();
        List<List<Integer>> merged = new ArrayList<>();
        for (int channel : decomposition.activated()) {
            BitSet mask = mask(decomposition, channel);
            int keeper = firstOverlapping(masks, mask);
            if (keeper >= 0) {
                merged.get(keeper).add(channel);
            } else {
                masks.add(mask);
                keepers.add(channel);
                merged.add(new ArrayList<>());
            }
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < keepers.size(); i++) {
            groups.add(new Group(keepers.get(i), merged.get(i)));
        }
        return groups;
    }

    private int firstOverlapping(List<BitSet> masks, BitSet mask) {
        for (int i = 0; i < masks.size(); i++) {
            BitSet both = (BitSet) mask.clone();
            both.and(masks.get(i));
            int intersection = both.cardinality();
            int union = mask.cardinality() + masks.get(i).cardinality() - intersection;
            if (union > 0 && (double) intersection / union > intersectionOverUnion) {
                return i;
            }
        }
        return -1;
    }

    private BitSet mask(Decomposition decomposition, int channel) {
        int area = decomposition.region().area();
        double threshold = fraction * decomposition.peakValue(channel);
        BitSet mask = new BitSet(area);
        Tensor map = decomposition.map(channel);
        for (int i = 0; i < area; i++) {
            float product = map.get(i);
            mask.set(i, product > 0 && product >= threshold);
        }
        return mask;
    }
}
