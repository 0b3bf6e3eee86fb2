package io.github.hdecomp.examples.explore;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decisions in one word, for addresses and requests: {@code class:3}, {@code contrast:3:7} for class 3 rather than class 7, and
 * {@code neuron:features.12:96:4:5} for channel 96 at row 4, column 5.
 */
final class DecisionText {
    private static final Pattern CLASS = Pattern.compile("class:(\\d{1,9})");
    private static final Pattern CONTRAST = Pattern.compile("contrast:(\\d{1,9}):(\\d{1,9})");
    private static final Pattern NEURON = Pattern.compile("neuron:(.+):(\\d{1,9}):(\\d{1,9}):(\\d{1,9})");

    private DecisionText() {}

    static Decision parse(String text) {
        Matcher byClass = CLASS.matcher(text);
        if (byClass.matches()) {
            return new ClassDecision(number(byClass, 1));
        }
        Matcher contrast = CONTRAST.matcher(text);
        if (contrast.matches()) {
            if (number(contrast, 1) == number(contrast, 2)) {
                throw Refusal.badRequest("'" + text + "' contrasts a class with itself; choose two different ones.");
            }
            return WeightedSum.contrast(new ClassDecision(number(contrast, 1)), new ClassDecision(number(contrast, 2)));
        }
        Matcher neuron = NEURON.matcher(text);
        if (neuron.matches()) {
            return new NeuronDecision(Tap.of(neuron.group(1)), number(neuron, 2), number(neuron, 3), number(neuron, 4));
        }
        throw Refusal.badRequest("'" + text + "' is no decision; expected class:ID, contrast:ID:ID or"
                + " neuron:LAYER:CHANNEL:ROW:COLUMN.");
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    static String of(Decision decision) {
        if (decision instanceof ClassDecision byClass) {
            return "class:" + byClass.classId();
        }
        if (decision instanceof NeuronDecision neuron) {
            return "neuron:" + neuron.tap() + ":" + neuron.channel() + ":" + neuron.y() + ":" + neuron.x();
        }
        List<WeightedSum.Term> terms = ((WeightedSum) decision).terms();
        return "contrast:" + classId(terms.get(0)) + ":" + classId(terms.get(1));
    }

    private static int classId(WeightedSum.Term term) {
        return ((ClassDecision) term.decision()).classId();
    }
}
