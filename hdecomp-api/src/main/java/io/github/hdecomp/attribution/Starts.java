package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Relevance that decisions start with. */
final class Starts {
    private final Tape tape;
    private final Model model;
    private final Map<Tap, float[]> values = new LinkedHashMap<>();

    /** A cell of a layer. */
    private record Cell(Tap tap, int y, int x) {}

    private Starts(Tape tape) {
        this.tape = tape;
        this.model = tape.model();
    }

    /** A function of the decision's value at its neuron; of a weighted sum, each term's weight times that of its own value. */
    static Relevance of(Tape tape, Decision decision, DoubleUnaryOperator start) {
        Starts starts = new Starts(tape);
        for (WeightedSum.Term term : terms(decision)) {
            NeuronDecision neuron = starts.neuron(term.decision());
            double value = term.weight() * start.applyAsDouble(tape.value(term.decision()));
            starts.add(neuron.tap(), starts.index(neuron, neuron.channel()), value);
        }
        return starts.relevance();
    }

    /**
     * A function of the values of a decision's rivals: the other classes, or the other channels of a neuron's cell; of a weighted
     * sum, those that it does not name.
     */
    static Relevance ofRivals(Tape tape, Decision decision, DoubleUnaryOperator start) {
        Starts starts = new Starts(tape);
        Map<Cell, boolean[]> named = new LinkedHashMap<>();
        for (WeightedSum.Term term : terms(decision)) {
            // Complains of a class or neuron that does not exist.
            tape.value(term.decision());
            NeuronDecision neuron = starts.neuron(term.decision());
            int channels = starts.shape(neuron.tap()).channels();
            named.computeIfAbsent(new Cell(neuron.tap(), neuron.y(), neuron.x()), unknown -> new boolean[channels])[
                    neuron.channel()] = true;
        }
        named.forEach((cell, channels) -> starts.addRivals(cell, channels, start));
        return starts.relevance();
    }

    private void addRivals(Cell cell, boolean[] named, DoubleUnaryOperator start) {
        Tensor features = tape.activation(cell.tap());
        Shape shape = shape(cell.tap());
        for (int channel = 0; channel < named.length; channel++) {
            int index = (channel * shape.height() + cell.y()) * shape.width() + cell.x();
            add(cell.tap(), index, named[channel] ? 0 : start.applyAsDouble(features.get(index)));
        }
    }

    /** How many rivals a decision has. */
    static int rivals(Tape tape, Decision decision) {
        return (int) Math.round(ofRivals(tape, decision, value -> 1).total());
    }

    private static List<WeightedSum.Term> terms(Decision decision) {
        return decision instanceof WeightedSum sum ? sum.terms() : List.of(new WeightedSum.Term(1, decision));
    }

    private NeuronDecision neuron(Decision decision) {
        if (decision instanceof NeuronDecision neuron) {
            return neuron;
        }
        if (decision instanceof ClassDecision byClass) {
            return new NeuronDecision(Tap.of(model.spec().logits()), byClass.classId(), 0, 0);
        }
        throw new IllegalStateException("weighted sums are resolved into classes and neurons: " + decision);
    }

    private Shape shape(Tap tap) {
        return model.layer(tap).output();
    }

    private int index(NeuronDecision neuron, int channel) {
        Shape shape = shape(neuron.tap());
        return (channel * shape.height() + neuron.y()) * shape.width() + neuron.x();
    }

    private void add(Tap tap, int index, double value) {
        values.computeIfAbsent(tap, unknown -> new float[shape(tap).size()])[index] += (float) value;
    }

    private Relevance relevance() {
        Map<Tap, Tensor> tensors = new HashMap<>();
        values.forEach((tap, array) -> tensors.put(tap, Tensor.of(shape(tap), array)));
        return new Relevance(tensors);
    }
}
