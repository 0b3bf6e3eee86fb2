package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.tensor.Region;

/** Regions as JSON, as trees write them. */
final class Regions {
    private Regions() {}

    static ObjectNode json(Region region) {
        return Json.object()
                .put("y", region.y())
                .put("x", region.x())
                .put("height", region.height())
                .put("width", region.width());
    }
}
