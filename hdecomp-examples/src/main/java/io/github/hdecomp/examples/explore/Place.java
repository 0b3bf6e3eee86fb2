package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Which channels of a layer fire at a place of the picture, and what they give to a decision there. */
final class Place {
    private Place() {}

    static ObjectNode of(Session session, PlaceRequest request) {
        LayerInfo layer = session.model().layer(Tap.of(request.tap()));
        Shape input = session.model().spec().input();
        if (request.y() < 0 || request.x() < 0 || request.y() >= input.height() || request.x() >= input.width()) {
            throw Refusal.badRequest("Row " + request.y() + ", column " + request.x() + " lies outside the picture of "
                    + input.height() + " rows and " + input.width() + " columns.");
        }
        // Maps lie over the picture edge to edge, as they are drawn.
        int y = request.y() * layer.output().height() / input.height();
        int x = request.x() * layer.output().width() / input.width();
        return session.with(exploration -> fires(exploration, request, y, x));
    }

    private static ObjectNode fires(Exploration exploration, PlaceRequest request, int y, int x) {
        Tap tap = Tap.of(request.tap());
        Tensor features = exploration.tape().activation(tap, new Region(y, x, 1, 1));
        ObjectNode answer = Json.object().put("tap", request.tap()).put("y", y).put("x", x);
        NeuronDecision neuron = new NeuronDecision(tap, 0, y, x);
        answer.set("field", Regions.json(exploration.model().receptiveField(neuron, Tap.INPUT)));
        ArrayNode channels = answer.putArray("channels");
        if (request.decision() == null) {
            for (int channel : strongest(features.size(), features::get, request.atMost())) {
                channel(channels, neuron, channel, features);
            }
            return answer;
        }
        Decomposition decomposition = exploration.decompose(DecisionText.parse(request.decision()), tap);
        IntToDoubleFunction product = channel -> product(decomposition, channel, y, x);
        for (int channel : strongest(features.size(), product, request.atMost())) {
            channel(channels, neuron, channel, features)
                    .put("product", product.applyAsDouble(channel))
                    .put("contribution", decomposition.contribution(channel))
                    .put("share", decomposition.share(channel));
        }
        return answer;
    }

    private static ObjectNode channel(ArrayNode channels, NeuronDecision at, int channel, Tensor features) {
        NeuronDecision neuron = new NeuronDecision(at.tap(), channel, at.y(), at.x());
        return channels.addObject()
                .put("channel", channel)
                .put("decision", DecisionText.of(neuron))
                .put("value", features.get(channel));
    }

    private static float product(Decomposition decomposition, int channel, int y, int x) {
        Region region = decomposition.region();
        return region.contains(y, x) ? decomposition.products().get(channel, y - region.y(), x - region.x()) : 0;
    }

    /** The channels with the largest positive values, in descending order. */
    private static List<Integer> strongest(int channels, IntToDoubleFunction value, int count) {
        return IntStream.range(0, channels)
                .filter(channel -> value.applyAsDouble(channel) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -value.applyAsDouble(channel)))
                .limit(count)
                .toList();
    }
}
