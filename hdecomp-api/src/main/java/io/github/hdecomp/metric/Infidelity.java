package io.github.hdecomp.metric;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How badly an attribution R predicts what changes of the picture do to the class's score S: the mean over random changes I of
 * (Iᵀ R - (S(x) - S(x - I)))² (Yeh et al., On the (in)fidelity and sensitivity of explanations, 2019; Captum's form). A map of
 * places, or of a layer's cells, is enlarged and spread evenly over the channels such that its sum stays the same.
 *
 * @param perturbation how the picture is changed
 * @param samples how many changes are drawn, at least 1
 * @param scaled whether R is first multiplied by the number that makes it predict best, E[Iᵀ R ΔS] / E[(Iᵀ R)²], so that maps
 *     which are no contributions in units of the score can be compared
 * @param seed the same seed draws the same changes
 */
public record Infidelity(Perturbation perturbation, int samples, boolean scaled, long seed) implements Metric {

    /**
     * Checks the range.
     *
     * @param perturbation see above
     * @param samples see above
     * @param scaled see above
     * @param seed see above
     */
    public Infidelity {
        if (samples < 1) {
            throw new IllegalArgumentException("infidelity: " + samples + " samples, expected at least 1");
        }
    }

    /**
     * Captum's customary one: 10 draws of noise of deviation 0.003, not scaled.
     *
     * @return the defaults
     */
    public static Infidelity defaults() {
        return new Infidelity(new Perturbation.Noise(0.003), 10, false, 0);
    }

    /**
     * One that compares methods of different units: 50 squares of a fifth of the picture's side, scaled.
     *
     * @return the metric
     */
    public static Infidelity comparing() {
        return new Infidelity(new Perturbation.Square(0.2), 50, true, 0);
    }

    @Override
    public String name() {
        return "infidelity";
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.MODEL, Need.CLASS, Need.INPUT_CELLS);
    }

    @Override
    public Effort effort(Shape input) {
        return new Effort(samples, 0);
    }

    @Override
    public Score score(Explanation explanation) {
        Question question = explanation.question();
        float[] attribution = inputCells(explanation);
        float[] picture = question.input().toArray();
        double[] predicted = new double[samples];
        SplittableRandom random = new SplittableRandom(seed);
        double[] logits = Batches.run(
                question.model(),
                samples,
                i -> {
                    float[] change = perturbation.draw(question.input(), random);
                    predicted[i] = product(change, attribution);
                    return changed(question.input().shape(), picture, change);
                },
                question::logit);
        double[] real =
                Arrays.stream(logits).map(logit -> question.logit() - logit).toArray();
        double factor = scaled ? bestFactor(predicted, real) : 1;
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            double difference = factor * predicted[i] - real[i];
            sum += difference * difference;
        }
        return Score.of(sum / samples);
    }

    private static Tensor changed(Shape shape, float[] picture, float[] change) {
        float[] changed = new float[picture.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = picture[i] - change[i];
        }
        return Tensor.adopt(shape, changed);
    }

    private static double product(float[] change, float[] attribution) {
        double sum = 0;
        for (int i = 0; i < change.length; i++) {
            sum += (double) change[i] * attribution[i];
        }
        return sum;
    }

    /** Zero for an attribution that predicts nothing, whatever it is multiplied by. */
    private static double bestFactor(double[] predicted, double[] real) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < predicted.length; i++) {
            products += predicted[i] * real[i];
            squares += predicted[i] * predicted[i];
        }
        return squares > 0 ? products / squares : 0;
    }

    private static float[] inputCells(Explanation explanation) {
        Attribution attribution = explanation.attribution();
        Shape input = explanation.question().input().shape();
        if (attribution.kind() == Attribution.Kind.CELLS
                && attribution.tap().equals(Tap.INPUT)
                && attribution.values().shape().equals(input)) {
            return attribution.values().toArray();
        }
        Tensor places = explanation.inputMap();
        double share = (double) explanation.map().size() / places.size() / input.channels();
        float[] cells = new float[input.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) (share * places.get(i % places.size()));
        }
        return cells;
    }
}
