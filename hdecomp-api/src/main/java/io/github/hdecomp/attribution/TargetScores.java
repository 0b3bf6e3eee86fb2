package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.WeightedSum.Term;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The scores of some decisions on any pictures: classes from predictions, in batches; neurons from recorded passes. */
final class TargetScores {
    private final Model model;
    private final List<? extends Decision> targets;
    private final Score score;
    private final boolean classesOnly;

    /** Targets that do not exist are refused by the tape. */
    TargetScores(Tape tape, List<? extends Decision> targets, Score score) {
        targets.forEach(tape::value);
        this.model = tape.model();
        this.targets = targets;
        this.score = score;
        this.classesOnly = targets.stream().allMatch(TargetScores::isOfClasses);
    }

    private static boolean isOfClasses(Decision target) {
        return terms(target).stream().allMatch(term -> term.decision() instanceof ClassDecision);
    }

    private static List<Term> terms(Decision target) {
        return target instanceof WeightedSum sum ? sum.terms() : List.of(new Term(1, target));
    }

    /** For each picture the score of each target. */
    double[][] of(List<Tensor> inputs) {
        double[][] scores = new double[inputs.size()][];
        if (classesOnly) {
            List<Prediction> predictions = model.predict(inputs);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = fromLogits(predictions.get(i).logits());
            }
        } else {
            for (int i = 0; i < scores.length; i++) {
                try (Tape tape = model.record(inputs.get(i))) {
                    scores[i] = of(tape);
                }
            }
        }
        return scores;
    }

    /** The score of each target on a recorded picture. */
    double[] of(Tape tape) {
        double[] scores = new double[targets.size()];
        double[] probabilities = softmax(tape.logits());
        for (int t = 0; t < scores.length; t++) {
            boolean probability = score == Score.PROBABILITY && isOfClasses(targets.get(t));
            scores[t] = probability ? ofClasses(targets.get(t), probabilities) : tape.value(targets.get(t));
        }
        return scores;
    }

    private double[] fromLogits(Tensor logits) {
        double[] classes = new double[logits.size()];
        for (int c = 0; c < classes.length; c++) {
            classes[c] = logits.get(c);
        }
        double[] values = score == Score.PROBABILITY ? softmax(logits) : classes;
        return targets.stream().mapToDouble(target -> ofClasses(target, values)).toArray();
    }

    private static double ofClasses(Decision target, double[] values) {
        double sum = 0;
        for (Term term : terms(target)) {
            sum += term.weight() * values[((ClassDecision) term.decision()).classId()];
        }
        return sum;
    }

    private static double[] softmax(Tensor logits) {
        double[] values = new double[logits.size()];
        for (int c = 0; c < values.length; c++) {
            values[c] = logits.get(c);
        }
        return softmax(values);
    }

    /** exp(v) over the sum of all, the largest subtracted first. */
    static double[] softmax(double... values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double[] shares = new double[values.length];
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(values[i] - largest);
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= total;
        }
        return shares;
    }

    /**
     * A decision whose derivative points where that of a target's score does. Of a probability p = Σ w_i P_i it is the sum of
     * logits with the weights ∂p/∂S_j = P_j Σ_i P_i (w_j - w_i), brought to a largest magnitude of 1, so that a probability
     * close to 1 has a direction, too.
     */
    static Decision differentiable(Tape tape, Decision target, Score score) {
        // Refuses what does not exist.
        tape.value(target);
        if (score == Score.VALUE || !isOfClasses(target)) {
            return target;
        }
        double[] probabilities = softmax(tape.logits());
        double[] wanted = new double[probabilities.length];
        double mean = 0;
        for (Term term : terms(target)) {
            int classId = ((ClassDecision) term.decision()).classId();
            wanted[classId] += term.weight();
            mean += term.weight() * probabilities[classId];
        }
        double[] slopes = new double[probabilities.length];
        double largest = 0;
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] = probabilities[j] * (wanted[j] == 0 ? -mean : advantage(j, wanted, probabilities));
            largest = Math.max(largest, Math.abs(slopes[j]));
        }
        if (largest < Double.MIN_NORMAL) {
            return target;
        }
        List<Term> terms = new ArrayList<>();
        for (int j = 0; j < slopes.length; j++) {
            terms.add(new Term(slopes[j] / largest, new ClassDecision(j)));
        }
        return new WeightedSum(terms);
    }

    /** Σ_i P_i (w_j - w_i), whose large summands cancel before they are added. */
    private static double advantage(int j, double[] wanted, double[] probabilities) {
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            sum += probabilities[i] * (wanted[j] - wanted[i]);
        }
        return sum;
    }
}
