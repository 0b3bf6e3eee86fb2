package io.github.hdecomp.examples.explore;

import java.util.List;

/**
 * A picture as a network is to see it.
 *
 * @param picture the name of an embedded picture, or the content hash of an uploaded one
 * @param occluded the rectangles that are covered
 */
record Seen(String picture, List<Box> occluded) {
    Seen {
        occluded = List.copyOf(occluded);
    }
}
