package io.github.hdecomp.analysis;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.OptionalInt;
import java.util.Random;

/**
 * An attack on a network (Madry et al. 2018, arXiv 1706.06083): a change of the picture, too small to matter to people, that is
 * grown step by step along the gradient of the cross-entropy and projected back to a ball around the picture and to valid
 * colours. Sizes are those of colours from 0 to 1, before the network's normalisation.
 *
 * @param norm what the size of a change is
 * @param epsilon the largest size
 * @param step the size of one step
 * @param steps how many are taken, at least 1
 * @param randomStart whether the first step starts from a random change
 * @param seed of the random change
 */
public record ProjectedGradientDescent(
        Norm norm, double epsilon, double step, int steps, boolean randomStart, long seed) {

    /** The size of a change. */
    public enum Norm {
        /** The largest change of any colour of any pixel. */
        MAXIMUM,
        /** The root of the sum of squares. */
        EUCLIDEAN
    }

    /**
     * Checks the ranges.
     *
     * @param norm see above
     * @param epsilon see above
     * @param step see above
     * @param steps see above
     * @param randomStart see above
     * @param seed see above
     */
    public ProjectedGradientDescent {
        if (!(epsilon > 0 && step > 0) || steps < 1) {
            throw new IllegalArgumentException("projected gradient descent: epsilon " + epsilon + ", step " + step
                    + ", steps " + steps + ", expected positive numbers");
        }
    }

    /**
     * Ten steps of 2/255 within 8/255 of every colour, from a random start.
     *
     * @return the defaults
     */
    public static ProjectedGradientDescent defaults() {
        return new ProjectedGradientDescent(Norm.MAXIMUM, 8 / 255.0, 2 / 255.0, 10, true, 0);
    }

    /**
     * Attacks one picture.
     *
     * @param model the network, whose input has to be made of a picture's colours
     * @param input the picture as the network sees it
     * @param label the class that it is to be led away from
     * @param target the class that it is to be led to; empty for any other
     * @return the attacked picture, as the network sees it
     * @throws IllegalArgumentException if there is no such class
     */
    public Tensor attack(Model model, Tensor input, int label, OptionalInt target) {
        int goal = target.orElse(label);
        if (goal < 0 || goal >= model.classes()) {
            throw new IllegalArgumentException(
                    "projected gradient descent: there is no class " + goal + ", the network has " + model.classes());
        }
        double[] scale = scale(model.spec().preprocessing(), input);
        double[] low = new double[input.size()];
        double[] change = start(input.size());
        bounds(model.spec().preprocessing(), input, scale, low);
        project(change, low);
        for (int i = 0; i < steps; i++) {
            Tensor gradient = gradient(model, moved(input, change, scale), goal);
            step(change, gradient, scale, target.isPresent() ? -1 : 1);
            project(change, low);
        }
        return moved(input, change, scale);
    }

    /** By how much the input moves when a colour does by one. */
    private static double[] scale(Preprocessing preprocessing, Tensor input) {
        double[] scale = new double[input.size()];
        int cells = input.shape().height() * input.shape().width();
        for (int i = 0; i < scale.length; i++) {
            scale[i] = 255
                    / (double) preprocessing.divisor()
                    / preprocessing.deviation().get(i / cells);
        }
        return scale;
    }

    /** By how much each colour may sink at most; it may rise by one more than that is below. */
    private static void bounds(Preprocessing preprocessing, Tensor input, double[] scale, double[] low) {
        int cells = input.shape().height() * input.shape().width();
        for (int i = 0; i < low.length; i++) {
            double black = -preprocessing.mean().get(i / cells)
                    / (double) preprocessing.deviation().get(i / cells);
            low[i] = Math.min(0, -(input.get(i) - black) / scale[i]);
        }
    }

    private double[] start(int size) {
        double[] change = new double[size];
        if (!randomStart) {
            return change;
        }
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            change[i] = norm == Norm.MAXIMUM
                    ? epsilon * (2 * random.nextDouble() - 1)
                    : epsilon * random.nextGaussian() / Math.sqrt(size);
        }
        return change;
    }

    private static Tensor moved(Tensor input, double[] change, double[] scale) {
        float[] moved = input.toArray();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (moved[i] + change[i] * scale[i]);
        }
        return Tensor.adopt(input.shape(), moved);
    }

    /** The gradient of the cross-entropy -log P of a class: that of the logits, weighted by P less one at the class. */
    private static Tensor gradient(Model model, Tensor input, int classId) {
        try (Tape tape = model.record(input)) {
            Tensor logits = tape.logits();
            float[] cotangent = new float[logits.size()];
            double largest = Features.largest(logits, 0, logits.size());
            double total = 0;
            for (int c = 0; c < cotangent.length; c++) {
                total += Math.exp(logits.get(c) - largest);
            }
            for (int c = 0; c < cotangent.length; c++) {
                cotangent[c] = (float) (Math.exp(logits.get(c) - largest) / total) - (c == classId ? 1 : 0);
            }
            Tap scores = Tap.of(model.spec().logits());
            return tape.pullBack(
                    scores, Tensor.adopt(model.layer(scores).output(), cotangent), Tap.INPUT, BackwardRule.GRADIENT);
        }
    }

    private void step(double[] change, Tensor gradient, double[] scale, int sign) {
        double length = 0;
        for (int i = 0; i < change.length; i++) {
            double slope = gradient.get(i) * scale[i];
            length += slope * slope;
        }
        length = Math.sqrt(length);
        for (int i = 0; i < change.length; i++) {
            double slope = gradient.get(i) * scale[i];
            double direction = norm == Norm.MAXIMUM ? Math.signum(slope) : length > 0 ? slope / length : 0;
            change[i] += sign * step * direction;
        }
    }

    private void project(double[] change, double[] low) {
        double length = 0;
        for (int i = 0; i < change.length; i++) {
            if (norm == Norm.MAXIMUM) {
                change[i] = Math.max(-epsilon, Math.min(epsilon, change[i]));
            }
            length += change[i] * change[i];
        }
        double factor = norm == Norm.EUCLIDEAN ? Math.min(1, epsilon / Math.max(Math.sqrt(length), 1e-300)) : 1;
        for (int i = 0; i < change.length; i++) {
            change[i] = Math.max(low[i], Math.min(1 + low[i], factor * change[i]));
        }
    }
}
