package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * SmoothGrad (Smilkov et al. 2017, arXiv 1706.03825): the mean of a method's values over pictures to which noise was added,
 * normal with a deviation of {@code spread · (max - min)} of the whole preprocessed picture.
 *
 * @param base the method whose values are averaged; the gradient by default
 * @param samples how many noisy pictures, at least 1; 50 by default as in the authors' sanity checks (their library has 25)
 * @param spread the noise, relative to the range of the picture's values; 0.15 by default
 * @param squared whether values are squared before they are averaged, as the authors' library does by default; false here
 * @param seed of the noise
 */
public record SmoothGrad(Saliency base, int samples, double spread, boolean squared, long seed)
        implements JointSaliency {

    /**
     * Checks the ranges.
     *
     * @param base see above
     * @param samples see above
     * @param spread see above
     * @param squared see above
     * @param seed see above
     */
    public SmoothGrad {
        if (samples < 1) {
            throw new IllegalArgumentException("smooth-grad: samples " + samples + " must be at least 1");
        }
        if (!(spread >= 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("smooth-grad: spread " + spread + " must be at least 0");
        }
    }

    /**
     * 50 gradients with a noise of 0.15, seed 0.
     *
     * @return the defaults
     */
    public static SmoothGrad defaults() {
        return new SmoothGrad(VanillaGradient.defaults(), 50, 0.15, false, 0);
    }

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        Tensor input = tape.activation(Tap.INPUT);
        double deviation = spread * range(input);
        SplittableRandom random = new SplittableRandom(seed);
        List<Total> totals = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            try (Tape noisy = tape.model().record(noisy(input, deviation, random))) {
                List<Attribution> found = base.explain(noisy, targets);
                for (int i = 0; i < found.size(); i++) {
                    if (sample == 0) {
                        totals.add(new Total(found.get(i)));
                    }
                    totals.get(i).add(found.get(i), squared);
                }
            }
        }
        return totals.stream().map(total -> total.mean(name(), samples)).toList();
    }

    private static double range(Tensor input) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < input.size(); i++) {
            min = Math.min(min, input.get(i));
            max = Math.max(max, input.get(i));
        }
        return (double) max - min;
    }

    private static Tensor noisy(Tensor input, double deviation, SplittableRandom random) {
        float[] values = input.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (deviation * random.nextGaussian());
        }
        return Tensor.adopt(input.shape(), values);
    }

    /** The values of one target, added up over the samples. */
    private static final class Total {
        private final Attribution first;
        private final double[] sum;
        private int forwards;
        private int backwards;

        Total(Attribution first) {
            this.first = first;
            this.sum = new double[first.values().size()];
        }

        void add(Attribution sample, boolean squared) {
            for (int i = 0; i < sum.length; i++) {
                double value = sample.values().get(i);
                sum[i] += squared ? value * value : value;
            }
            forwards += 1 + sample.cost().forwards();
            backwards += sample.cost().backwards();
        }

        Attribution mean(String method, int samples) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= samples;
            }
            Tensor values = Tensor.adopt(first.values().shape(), Planes.floats(sum));
            Findings findings = new Findings(method, first.target(), first.tap(), new Cost(forwards, backwards));
            return first.kind() == Attribution.Kind.CELLS ? findings.cells(values) : findings.places(values);
        }
    }
}
