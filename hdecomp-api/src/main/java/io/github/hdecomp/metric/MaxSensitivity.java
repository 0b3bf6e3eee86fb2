package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How far an attribution changes when the picture changes a little: the largest of ‖R(x + e) - R(x)‖ / ‖R(x)‖ over random e,
 * uniform in a cube (Yeh et al., On the (in)fidelity and sensitivity of explanations, 2019; Captum's form). An attribution of
 * zeros is divided by 1.
 *
 * @param samples how many changes are drawn, at least 1
 * @param radius the largest change of a value, above 0, in the normalised picture's units
 * @param seed the same seed draws the same changes
 */
public record MaxSensitivity(int samples, double radius, long seed) implements Metric {

    /**
     * Checks the ranges.
     *
     * @param samples see above
     * @param radius see above
     * @param seed see above
     */
    public MaxSensitivity {
        if (samples < 1 || !(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("max-sensitivity: " + samples + " samples within " + radius
                    + ", expected at least one and a positive radius");
        }
    }

    /**
     * Captum's: 10 draws within 0.02.
     *
     * @return the defaults
     */
    public static MaxSensitivity defaults() {
        return new MaxSensitivity(10, 0.02, 0);
    }

    @Override
    public String name() {
        return "max-sensitivity";
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
        return EnumSet.of(Need.MODEL, Need.METHOD);
    }

    @Override
    public Effort effort(Shape input) {
        return new Effort(0, samples);
    }

    @Override
    public Score score(Explanation explanation) {
        Question question = explanation.question();
        Tensor original = explanation.attribution().values();
        double norm = distance(original, Tensor.adopt(original.shape(), new float[original.size()]));
        SplittableRandom random = new SplittableRandom(seed);
        double largest = 0;
        for (int i = 0; i < samples; i++) {
            Tensor values = explanation
                    .method()
                    .explain(question.model(), near(question.input(), random), question.target())
                    .values();
            largest = Math.max(largest, distance(values, original));
        }
        Score score = Score.of(norm > 0 ? largest / norm : largest);
        return norm > 0
                ? score
                : score.remarked("the attribution is zero everywhere, so that changes are not relative");
    }

    private Tensor near(Tensor input, SplittableRandom random) {
        float[] values = input.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) random.nextDouble(-radius, radius);
        }
        return Tensor.adopt(input.shape(), values);
    }

    private static double distance(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double difference = (double) a.get(i) - b.get(i);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
