package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.List;
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
        Shape layer = look.exploration().model().layer(stage).output();
        float[] cells = new float[layer.height() * layer.width()];
        look.nodes(decision, stage).forEach(path -> spread(path, cells));
        Tensor map = Tensor.adopt(Shape.of(layer.height(), layer.width()), cells);
        List<Integer> points = look.neurons(decision, stage).stream()
                .map(neuron -> Pixels.of(neuron.node(), look, stage))
                .toList();
        OptionalInt strongest = look.heaviest(decision, stage)
                .map(node -> OptionalInt.of(Pixels.of(node, look, stage)))
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
