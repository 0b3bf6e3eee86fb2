package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the layer with weights that a decision reads first. */
final class TopWeights {
    private static final List<String> WITH_WEIGHTS = List.of("Conv", "Gemm");

    private TopWeights() {}

    /** What that layer reads; empty if there is none, the way there divides, or summands have different ones. */
    static Optional<Tap> input(ModelSpec spec, Decision decision) {
        if (decision instanceof WeightedSum sum) {
            List<Optional<Tap>> inputs = sum.terms().stream()
                    .map(term -> input(spec, term.decision()))
                    .distinct()
                    .toList();
            return inputs.size() == 1 ? inputs.get(0) : Optional.empty();
        }
        Map<String, NodeSpec> nodes =
                spec.nodes().stream().collect(Collectors.toMap(NodeSpec::name, Function.identity()));
        Optional<String> layer = layer(spec, decision);
        while (layer.isPresent()) {
            NodeSpec node = nodes.get(layer.get());
            if (node == null || node.inputs().size() != 1) {
                return Optional.empty();
            }
            layer = Optional.of(node.inputs().get(0));
            if (WITH_WEIGHTS.contains(node.operator())) {
                return layer.map(Tap::of);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> layer(ModelSpec spec, Decision decision) {
        if (decision instanceof NeuronDecision neuron) {
            return Optional.of(spec.resolve(neuron.tap()));
        }
        return decision instanceof ClassDecision ? Optional.of(spec.logits()) : Optional.empty();
    }
}
