package io.github.hdecomp.tree;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Optional;

/**
 * How a tree is grown.
 *
 * @param children how many channels of each decision are decomposed further, at most; at least 1
 * @param taps the layers at which decisions are decomposed, in any order; {@link Tap#INPUT} adds the channels of the picture;
 *     empty for the model's own stages
 * @param depth how many levels below the root at most; at least 1
 * @param minimumShare channels with a smaller share of the positive evidence are not decomposed; 0 … 1
 * @param overlap how channels that show the same evidence are merged, or empty not to merge
 */
public record Options(
        int children, List<Tap> taps, int depth, double minimumShare, Optional<OverlapSuppression> overlap) {

    /**
     * Checks the ranges.
     *
     * @param children see above
     * @param taps see above
     * @param depth see above
     * @param minimumShare see above
     * @param overlap see above
     */
    public Options {
        taps = List.copyOf(taps);
        if (children < 1) {
            throw new IllegalArgumentException("options: children " + children + " must be at least 1");
        }
        if (depth < 1) {
            throw new IllegalArgumentException("options: depth " + depth + " must be at least 1");
        }
        if (!(minimumShare >= 0 && minimumShare <= 1)) {
            throw new IllegalArgumentException("options: minimum share " + minimumShare + " must lie in 0 … 1");
        }
    }

    /**
     * The paper's: three children per decision, all stages, nothing merged.
     *
     * @return the defaults
     */
    public static Options defaults() {
        return new Options(3, List.of(), Integer.MAX_VALUE, 0, Optional.empty());
    }

    /**
     * These options with another number of children.
     *
     * @param count children per decision, at least 1
     * @return the options
     */
    public Options withChildren(int count) {
        return new Options(count, taps, depth, minimumShare, overlap);
    }

    /**
     * These options with other layers.
     *
     * @param names the layers' names, in any order
     * @return the options
     */
    public Options withTaps(String... names) {
        return withTaps(List.of(names).stream().map(Tap::of).toList());
    }

    /**
     * These options with other layers.
     *
     * @param layers in any order
     * @return the options
     */
    public Options withTaps(List<Tap> layers) {
        return new Options(children, layers, depth, minimumShare, overlap);
    }

    /**
     * These options with another depth.
     *
     * @param levels below the root, at least 1
     * @return the options
     */
    public Options withDepth(int levels) {
        return new Options(children, taps, levels, minimumShare, overlap);
    }

    /**
     * These options with another least share.
     *
     * @param share 0 … 1
     * @return the options
     */
    public Options withMinimumShare(double share) {
        return new Options(children, taps, depth, share, overlap);
    }

    /**
     * These options with overlapping channels merged.
     *
     * @param suppression how
     * @return the options
     */
    public Options withOverlap(OverlapSuppression suppression) {
        return new Options(children, taps, depth, minimumShare, Optional.of(suppression));
    }

    /**
     * The channels of a decomposition that become children: the strongest, with what is merged into each.
     *
     * @param decomposition what was decomposed
     * @return in descending order of contribution, {@link #children} at most; empty if there is no positive evidence
     */
    public List<OverlapSuppression.Group> choose(Decomposition decomposition) {
        if (overlap.isPresent()) {
            return overlap.get().groups(decomposition).stream()
                    .filter(group -> decomposition.share(group.keeper()) >= minimumShare)
                    .limit(children)
                    .toList();
        }
        return decomposition.activated(children).stream()
                .filter(channel -> decomposition.share(channel) >= minimumShare)
                .map(channel -> new OverlapSuppression.Group(channel, List.of()))
                .toList();
    }
}
