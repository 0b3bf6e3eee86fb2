package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How much of the class's score is lost when patches around the most relevant pixels are overwritten with the picture's mean
 * colour, beside patches around random pixels: the ablation study of Gu et al., Understanding individual decisions of CNNs via
 * contrastive backpropagation (CLRP, 2018). The abstract tells no more than that; sizes and numbers are this library's.
 *
 * <p>For n = 1, 2, … the n most relevant pixels whose patches do not overlap are overwritten together; the score is the mean over
 * n of (S(x) - S(x_n)) / S(x), where S is the logit. Chance is the same for random pixels.
 *
 * @param patches the largest n, at least 1; less where no more fit
 * @param side rows and columns of a patch, odd
 * @param seed the same seed draws the same random pixels
 */
public record PatchAblation(int patches, int side, long seed) implements Metric {

    /**
     * Checks the ranges.
     *
     * @param patches see above
     * @param side see above
     * @param seed see above
     */
    public PatchAblation {
        if (patches < 1 || side < 1 || side % 2 == 0) {
            throw new IllegalArgumentException("patch ablation: " + patches + " patches of " + side + "x" + side
                    + " pixels, expected at least one patch with an odd side");
        }
    }

    /**
     * Up to 100 patches of 9 × 9 pixels.
     *
     * @return the defaults
     */
    public static PatchAblation defaults() {
        return new PatchAblation(100, 9, 0);
    }

    @Override
    public String name() {
        return "patch-ablation";
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Range range() {
        return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "%");
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.MODEL, Need.CLASS);
    }

    /** As many as there are patches, and once more for random ones; less where fewer fit. */
    @Override
    public Effort effort(Shape input) {
        return new Effort(2 * patches, 0);
    }

    @Override
    public Score score(Explanation explanation) {
        Question question = explanation.question();
        if (question.logit() <= 0) {
            return Score.undefined("the class's score is not positive, so that no part of it can be lost");
        }
        double lost = lost(question, Ranking.descending(explanation.inputMap()));
        double random = lost(question, shuffled(question.input().shape()));
        return Remarks.onOrder(Score.of(lost, random), explanation);
    }

    private int[] shuffled(Shape input) {
        int[] order = new int[input.height() * input.width()];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private double lost(Question question, int[] order) {
        Shape input = question.input().shape();
        int[] centres = Patches.chosen(order, input.width(), side, patches);
        float[] picture = question.input().toArray();
        float[] mean = Patches.meanColour(question.input());
        double[] logits = Batches.run(
                question.model(),
                centres.length,
                n -> {
                    Patches.overwrite(picture, input, centres[n], side, mean);
                    return Tensor.of(input, picture);
                },
                question::logit);
        return 100
                * Arrays.stream(logits)
                        .map(logit -> 1 - logit / question.logit())
                        .average()
                        .orElse(0);
    }
}
