package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.Palette;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.UUID;

/** What a client has to know before it asks: the network, its layers and classes, the pictures that are there, the limits. */
final class NetworkJson {
    private static final int COLOURS = 256;

    private NetworkJson() {}

    static byte[] of(Model model, String origin, List<String> pictures, Limits limits) {
        ObjectNode network = Json.object()
                .put("name", model.spec().name())
                .put("origin", origin)
                .put("instance", UUID.randomUUID().toString())
                .put("backend", model.backend())
                .put("parameters", model.spec().parameterCount())
                .put("classes", model.classes());
        network.set("input", shape(model.spec().input()));
        ArrayNode labels = network.putArray("labels");
        model.spec().labels().forEach(labels::add);
        ArrayNode stages = network.putArray("stages");
        model.stages().stream().map(Tap::name).forEach(stages::add);
        ArrayNode layers = network.putArray("layers");
        layers.add(layer(model.layer(Tap.INPUT)));
        model.layers().forEach(info -> layers.add(layer(info)));
        ArrayNode names = network.putArray("pictures");
        pictures.forEach(names::add);
        ArrayNode palette = network.putArray("palette");
        for (int i = 0; i < COLOURS; i++) {
            palette.add(Palette.INFERNO.colour(i / (COLOURS - 1.0)) & 0xffffff);
        }
        network.putObject("limits")
                .put("uploadBytes", limits.uploadBytes())
                .put("pixels", limits.pixels())
                .put("nodes", limits.nodes())
                .put("idleMinutes", limits.idle().toMinutes());
        return Json.bytes(network);
    }

    private static ObjectNode layer(LayerInfo info) {
        ObjectNode layer = Json.object().put("name", info.name()).put("operator", info.operator());
        layer.set("output", shape(info.output()));
        layer.put("fieldHeight", info.receptiveField().height())
                .put("fieldWidth", info.receptiveField().width());
        return layer;
    }

    private static ObjectNode shape(Shape shape) {
        return Json.object()
                .put("channels", shape.channels())
                .put("height", shape.height())
                .put("width", shape.width());
    }
}
