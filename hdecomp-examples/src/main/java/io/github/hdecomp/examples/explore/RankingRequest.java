package io.github.hdecomp.examples.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which channels to switch off one after the other, to see what each is worth.
 *
 * @param picture the name or hash of a picture
 * @param occlude the rectangles of it that are covered; none if null
 * @param tap the layer
 * @param decision what each channel is worth to: a decision above the layer
 * @param fill as for an ablation
 */
record RankingRequest(
        @Nullable String picture,
        @Nullable List<Box> occlude,
        String tap,
        String decision,
        @Nullable String fill) {

    @SuppressWarnings("NullAway") // What is missing in JSON arrives as null.
    RankingRequest {
        if (tap == null || decision == null) {
            throw Refusal.badRequest("The request has to name a tap and a decision above it.");
        }
    }
}
