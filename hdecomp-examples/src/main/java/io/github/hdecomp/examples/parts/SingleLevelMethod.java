package io.github.hdecomp.examples.parts;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.OptionalInt;

/**
 * Single-level gAP: the decision decomposed straight into a stage, without the stages between. The peak is that of the channel
 * with the largest contribution; the map adds up what the activated channels contribute, as many as the tree has neurons there.
 */
public record SingleLevelMethod() implements PartsMethod {
    @Override
    public String name() {
        return "single-level gAP";
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        Decomposition decomposition = look.exploration().decompose(decision, stage);
        int neurons = look.neurons(decision, stage).size();
        Shape layer =
                Shape.of(decomposition.layer().height(), decomposition.layer().width());
        List<Integer> strongest =
                decomposition.activated().stream().limit(neurons).toList();
        List<Integer> points = strongest.stream()
                .map(channel -> Pixels.of(decomposition.peak(channel), layer))
                .toList();
        OptionalInt peak = points.isEmpty() ? OptionalInt.empty() : OptionalInt.of(points.get(0));
        return new Found(peak, Found.enlarged(sum(decomposition, strongest, layer)), points);
    }

    /** The positive products of some channels, added up. */
    private static Tensor sum(Decomposition decomposition, List<Integer> channels, Shape layer) {
        float[] cells = new float[layer.size()];
        Region region = decomposition.region();
        for (int channel : channels) {
            Tensor map = decomposition.map(channel);
            for (int i = 0; i < map.size(); i++) {
                int y = region.y() + i / region.width();
                int x = region.x() + i % region.width();
                cells[y * layer.extent(1) + x] += Math.max(map.get(i), 0);
            }
        }
        return Tensor.adopt(layer, cells);
    }
}
