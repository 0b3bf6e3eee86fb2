package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.graph.Term;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.tensor.Shape;
import java.util.List;

/** Finds the values in the network that a decision means, or says that there are none. */
final class Decisions {
    private final Topology topology;

    Decisions(Topology topology) {
        this.topology = topology;
    }

    /** The values whose weighted sum a decision is; one for a class or a neuron. */
    List<Term> terms(Decision decision) {
        if (decision instanceof WeightedSum sum) {
            return sum.terms().stream()
                    .map(term -> term(term.weight(), term.decision()))
                    .toList();
        }
        return List.of(term(1, decision));
    }

    private Term term(double weight, Decision decision) {
        int layer = decision instanceof NeuronDecision neuron ? topology.number(neuron.tap()) : topology.logits();
        return new Term(layer, neuron(decision, topology.shape(layer)), weight);
    }

    private Neuron neuron(Decision decision, Shape shape) {
        if (decision instanceof ClassDecision byClass) {
            if (topology.classes() == 0) {
                throw new IllegalArgumentException(
                        topology.spec().name() + ": there is no class " + byClass.classId() + ", since the output of "
                                + topology.spec().logits() + " is a map, (C, H, W) = " + shape
                                + "; decide on a neuron, or end the network with a global average pool or with a flatten"
                                + " and a linear layer");
            }
            if (byClass.classId() < 0 || byClass.classId() >= shape.channels()) {
                throw new IllegalArgumentException(topology.spec().name() + ": there is no class " + byClass.classId()
                        + "; classes are 0 to " + (shape.channels() - 1));
            }
            return new Neuron(byClass.classId(), 0, 0);
        }
        NeuronDecision neuron = (NeuronDecision) decision;
        boolean inside = neuron.channel() >= 0
                && neuron.channel() < shape.channels()
                && neuron.y() >= 0
                && neuron.y() < shape.height()
                && neuron.x() >= 0
                && neuron.x() < shape.width();
        if (!inside) {
            throw new IllegalArgumentException(
                    topology.spec().name() + ": there is no neuron " + neuron + "; the layer is (C, H, W) = " + shape);
        }
        return new Neuron(neuron.channel(), neuron.y(), neuron.x());
    }
}
