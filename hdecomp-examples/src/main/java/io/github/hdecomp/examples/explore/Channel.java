package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/** One channel by its number: where it fires, where most, and what it gives to a decision. */
final class Channel {
    private Channel() {}

    static ObjectNode of(Session session, ChannelRequest request) {
        int channels = session.model().layer(Tap.of(request.tap())).output().channels();
        if (request.channel() < 0 || request.channel() >= channels) {
            throw Refusal.badRequest("There is no channel " + request.channel() + " in " + request.tap()
                    + "; it has channels 0 to " + (channels - 1) + ".");
        }
        return session.with(exploration -> channel(exploration, request));
    }

    private static ObjectNode channel(Exploration exploration, ChannelRequest request) {
        Tap tap = Tap.of(request.tap());
        Shape layer = exploration.model().layer(tap).output();
        int cells = layer.height() * layer.width();
        float[] map = new float[cells];
        Tensor features = exploration.tape().activation(tap);
        features.copyTo(request.channel() * cells, map, 0, cells);
        int peak = largest(map);
        NeuronDecision neuron = new NeuronDecision(tap, request.channel(), peak / layer.width(), peak % layer.width());
        ObjectNode answer =
                Json.object().put("decision", DecisionText.of(neuron)).put("value", map[peak]);
        answer.set("field", Regions.json(exploration.model().receptiveField(neuron, Tap.INPUT)));
        ObjectNode drawn = Regions.json(Region.whole(layer.height(), layer.width()));
        drawn.put("layerHeight", layer.height()).put("layerWidth", layer.width());
        ArrayNode values = drawn.putArray("values");
        for (float value : map) {
            values.add(value);
        }
        answer.set("map", drawn);
        if (request.decision() != null) {
            Decomposition decomposition = exploration.decompose(DecisionText.parse(request.decision()), tap);
            answer.put("contribution", decomposition.contribution(request.channel()))
                    .put("share", decomposition.share(request.channel()));
        }
        return answer;
    }

    private static int largest(float[] map) {
        int at = 0;
        for (int i = 1; i < map.length; i++) {
            if (map[i] > map[at]) {
                at = i;
            }
        }
        return at;
    }
}
