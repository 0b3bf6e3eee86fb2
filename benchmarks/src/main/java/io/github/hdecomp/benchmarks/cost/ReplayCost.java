package io.github.hdecomp.benchmarks.cost;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts edits of single channels for one decision. Every edit runs through what the decision sees; the first convolution or
 * linear layer above the edit multiplies by the weights of one channel of its input, since the others did not change, and the
 * last computes one channel of its output. Weights are read once for all edits.
 */
public final class ReplayCost {
    private static final Set<String> PRODUCTS = Set.of("Conv", "Gemm");

    private ReplayCost() {}

    /**
     * The cost of replacing each channel of a layer alone.
     *
     * @param model the network, in which one path leads from the layer to the decision
     * @param tap the layer
     * @param decision what is read after each edit
     * @return what this cannot do without
     */
    public static Cost of(Model model, Tap tap, Decision decision) {
        String end = decision instanceof NeuronDecision neuron
                ? model.spec().resolve(neuron.tap())
                : model.spec().logits();
        int edits = model.layer(tap).output().channels();
        List<NodeSpec> products = between(model, model.spec().resolve(tap), end);
        double multiplyAdds = 0;
        double weights = 0;
        for (int i = 0; i < products.size(); i++) {
            NodeSpec product = products.get(i);
            Shape filters = product.parameters().get(0).shape();
            double filtersUsed =
                    i == products.size() - 1 ? (double) filters.size() / filters.extent(0) : filters.size();
            double each = i == 0 ? filtersUsed / edits : filtersUsed;
            double cells = product.name().equals(end)
                    ? 1
                    : model.receptiveField(decision, Tap.of(product.name())).area();
            weights += filtersUsed;
            multiplyAdds += edits * cells * each;
        }
        return new Cost(multiplyAdds, Float.BYTES * weights);
    }

    /** The convolutions and linear layers that an edit passes, lowest first. */
    private static List<NodeSpec> between(Model model, String from, String end) {
        Set<String> reached = new HashSet<>(Set.of(from));
        List<NodeSpec> products = new ArrayList<>();
        for (NodeSpec node : model.spec().nodes()) {
            if (!reached.contains(end) && node.inputs().stream().anyMatch(reached::contains)) {
                reached.add(node.name());
                if (PRODUCTS.contains(node.operator())) {
                    products.add(node);
                }
            }
        }
        return products;
    }
}
