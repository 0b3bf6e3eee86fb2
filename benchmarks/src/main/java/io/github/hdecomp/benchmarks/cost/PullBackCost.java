package io.github.hdecomp.benchmarks.cost;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the gradients of decisions on their receptive fields. A decision is one channel, so that the first convolution or
 * linear layer on the way down multiplies by the weights of one output channel only; below it cotangents have all channels. A
 * batch of decisions reads the weights of a layer once; every decision writes and reads its cotangents at the input of each
 * convolution and linear layer, and reads its features at the end.
 */
public final class PullBackCost {
    private final Model model;
    private final Map<String, Integer> order = new HashMap<>();

    /**
     * Counts for one network.
     *
     * @param model the network
     */
    public PullBackCost(Model model) {
        this.model = model;
        model.spec().nodes().forEach(node -> order.put(node.name(), order.size()));
    }

    /**
     * The cost of a tree on a recorded pass; the decisions of a level are one batch.
     *
     * @param root the tree's root
     * @return what its gradients cannot do without
     */
    public Cost tree(EvidenceNode root) {
        Cost total = Cost.NONE;
        List<EvidenceNode> level = List.of(root);
        while (!level.isEmpty()) {
            Map<Tap, List<Decision>> batches = new LinkedHashMap<>();
            for (EvidenceNode node : level) {
                node.into()
                        .ifPresent(tap -> batches.computeIfAbsent(tap, t -> new ArrayList<>())
                                .add(node.decision()));
            }
            for (Map.Entry<Tap, List<Decision>> batch : batches.entrySet()) {
                total = total.plus(batch(batch.getValue(), batch.getKey()));
            }
            level = level.stream().flatMap(node -> node.children().stream()).toList();
        }
        return total;
    }

    /**
     * The cost of some gradients.
     *
     * @param decisions what is differentiated, all at the same layer
     * @param tap the layer with respect to which
     * @return what this cannot do without
     */
    public Cost batch(List<Decision> decisions, Tap tap) {
        Map<String, Double> weights = new HashMap<>();
        Cost each = Cost.sum(decisions.stream().distinct().map(decision -> one(decision, tap, weights)));
        double read = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return each.plus(new Cost(0, Float.BYTES * read));
    }

    /** The cost of one gradient without that of reading the weights, which are added to those of its batch. */
    private Cost one(Decision decision, Tap tap, Map<String, Double> weights) {
        String target = model.spec().resolve(tap);
        String start = decision instanceof NeuronDecision neuron
                ? model.spec().resolve(neuron.tap())
                : model.spec().logits();
        Map<String, Boolean> dense = new HashMap<>(Map.of(start, false));
        Cost cost = new Cost(0, Float.BYTES * floats(decision, target));
        for (int number = order.get(start); number > order.getOrDefault(target, -1); number--) {
            NodeSpec node = model.spec().nodes().get(number);
            Boolean all = dense.get(node.name());
            if (all == null) {
                continue;
            }
            boolean product = node.operator().equals("Conv") || node.operator().equals("Gemm");
            if (product) {
                Shape filters = node.parameters().get(0).shape();
                double used = all ? filters.size() : (double) filters.size() / filters.extent(0);
                double cells = node.name().equals(start) ? 1 : cells(decision, node.name());
                weights.merge(node.name(), used, (a, b) -> Math.min(a + b, filters.size()));
                double cotangents = 2 * floats(decision, node.inputs().get(0));
                cost = cost.plus(new Cost(cells * used, Float.BYTES * cotangents));
            }
            node.inputs().forEach(input -> dense.merge(input, all || product, Boolean::logicalOr));
        }
        return cost;
    }

    private double cells(Decision decision, String layer) {
        return model.receptiveField(decision, Tap.of(layer)).area();
    }

    /** The values of a layer that a decision reads. */
    private double floats(Decision decision, String layer) {
        return cells(decision, layer) * model.layer(Tap.of(layer)).output().channels();
    }
}
