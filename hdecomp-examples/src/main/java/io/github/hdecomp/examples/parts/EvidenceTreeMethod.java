package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The evidence tree: neurons weigh as much as the products of shares along the paths to them. The map spreads each neuron's
 * weight over the places where its channel contributes.
 *
 * @param summed whether the peak is that of the map of all neurons; otherwise that of the neuron with the largest weight
 */
public record EvidenceTreeMethod(boolean summed) implements PartsMethod {
    @Override
    public String name() {
        return summed ? "tree, summed" : "tree";
    }

    @Override
    public boolean onlyPoints() {
        return summed;
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        List<Look.Weighted> nodes = look.nodes(decision, stage);
        Shape layer = look.exploration().model().layer(stage).output();
        float[] cells = new float[layer.height() * layer.width()];
        Map<NeuronDecision, Double> neurons = new LinkedHashMap<>();
        for (Look.Weighted weighted : nodes) {
            spread(weighted, cells);
            neurons.merge((NeuronDecision) weighted.node().decision(), weighted.weight(), Double::sum);
        }
        Tensor map = Tensor.adopt(Shape.of(layer.height(), layer.width()), cells);
        List<Integer> points = neurons.keySet().stream()
                .map(neuron -> Pixels.of(neuron, map.shape()))
                .toList();
        OptionalInt strongest = neurons.entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .map(entry -> OptionalInt.of(Pixels.of(entry.getKey(), map.shape())))
                .orElse(OptionalInt.empty());
        return new Found(summed ? Found.of(map).peak() : strongest, Found.enlarged(map), points);
    }

    private static void spread(Look.Weighted weighted, float[] cells) {
        EvidenceNode node = weighted.node();
        Tensor map = node.evidence().orElseThrow().map().whole();
        double sum = 0;
        for (int i = 0; i < map.size(); i++) {
            sum += Math.max(map.get(i), 0);
        }
        for (int i = 0; i < map.size() && sum > 0; i++) {
            cells[i] += (float) (weighted.weight() * Math.max(map.get(i), 0) / sum);
        }
    }
}
