package io.github.hdecomp.examples.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the picture at which to look what fires.
 *
 * @param picture the name or hash of a picture
 * @param occlude the rectangles of it that are covered; none if null
 * @param tap the layer whose channels are asked for
 * @param y row, in pixels of the network's input
 * @param x column
 * @param decision whose evidence is asked for: the channels are ranked by what they give to it there; by their features if null
 * @param count how many channels at the most; 12 if null
 */
record PlaceRequest(
        @Nullable String picture,
        @Nullable List<Box> occlude,
        String tap,
        int y,
        int x,
        @Nullable String decision,
        @Nullable Integer count) {
    private static final int MOST = 100;
    private static final int USUAL = 12;

    @SuppressWarnings("NullAway") // What is missing in JSON arrives as null.
    PlaceRequest {
        if (tap == null) {
            throw Refusal.badRequest("The request has to name a tap.");
        }
    }

    int atMost() {
        return count == null ? USUAL : Math.max(1, Math.min(count, MOST));
    }
}
