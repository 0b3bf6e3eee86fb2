package io.github.hdecomp.examples.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel to look at.
 *
 * @param picture the name or hash of a picture
 * @param occlude the rectangles of it that are covered; none if null
 * @param tap its layer
 * @param channel its number
 * @param decision what it gives evidence for; left out if null
 */
record ChannelRequest(
        @Nullable String picture,
        @Nullable List<Box> occlude,
        String tap,
        int channel,
        @Nullable String decision) {

    @SuppressWarnings("NullAway") // What is missing in JSON arrives as null.
    ChannelRequest {
        if (tap == null) {
            throw Refusal.badRequest("The request has to name a tap.");
        }
    }
}
