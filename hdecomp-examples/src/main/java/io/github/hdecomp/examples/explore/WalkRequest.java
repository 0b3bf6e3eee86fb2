package io.github.hdecomp.examples.explore;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tree to grow.
 *
 * @param picture the name or hash of a picture
 * @param occlude the rectangles of it that are covered; none if null
 * @param root the decision to explain; the predicted class if null
 * @param children channels per decision at the most; 3 if null
 * @param merge whether channels that show the same evidence are merged; not if null
 * @param levels how many stages every branch is taken down; 0 if null
 * @param expand what else is decomposed: by the channels that lead there from the root, such as {@code 96/12}; the root is
 *     the empty path
 */
record WalkRequest(
        @Nullable String picture,
        @Nullable List<Box> occlude,
        @Nullable String root,
        @Nullable Integer children,
        @Nullable Boolean merge,
        @Nullable Integer levels,
        @Nullable Map<String, Expansion> expand) {
    private static final int MOST_CHILDREN = 64;

    /**
     * How one decision is decomposed.
     *
     * @param tap the layer; the next stage below if null
     * @param also channels that become children beside the strongest
     * @param only the channels that become children, in place of the strongest; those that do not speak for the decision are
     *     left out
     */
    record Expansion(
            @Nullable String tap,
            @Nullable List<Integer> also,
            @Nullable List<Integer> only) {
        static final Expansion NEXT_STAGE = new Expansion(null, null, null);
    }

    WalkRequest {
        if (children != null && (children < 1 || children > MOST_CHILDREN)) {
            throw Refusal.badRequest("children is " + children + ", expected 1 to " + MOST_CHILDREN + ".");
        }
        if (levels != null && levels < 0) {
            throw Refusal.badRequest("levels is " + levels + ", expected 0 or more.");
        }
        expand = expand == null ? Map.of() : Map.copyOf(expand);
    }

    /** How the decision at a path is decomposed, if it is. */
    @Nullable
    Expansion at(String path, int depth) {
        Expansion asked = expand == null ? null : expand.get(path);
        if (asked != null) {
            return asked;
        }
        return levels != null && depth < levels ? Expansion.NEXT_STAGE : null;
    }
}
