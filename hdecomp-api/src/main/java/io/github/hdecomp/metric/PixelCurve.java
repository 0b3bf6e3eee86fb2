package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/**
 * The probability of the class while pixels of one picture take the place of another's, the places of the largest values first.
 * All channels of a pixel change together.
 */
final class PixelCurve {
    private PixelCurve() {}

    /** The number of steps until all pixels have changed. */
    static int steps(Shape input, int rows) {
        int area = input.height() * input.width();
        int step = Math.multiplyExact(rows, input.width());
        return (int) (((long) area + step - 1) / step);
    }

    /**
     * Changes one picture into another.
     *
     * @param explanation says in which order
     * @param from the picture at the beginning. Modified: it becomes the one at the end.
     * @param to the picture at the end. Not modified.
     * @param rows how many rows' worth of pixels change at once
     * @return steps + 1 probabilities
     */
    static double[] of(Explanation explanation, float[] from, float[] to, int rows) {
        Question question = explanation.question();
        Shape input = question.input().shape();
        int[] order = Ranking.descending(explanation.inputMap());
        int step = rows * input.width();
        return Batches.run(
                question.model(),
                steps(input, rows) + 1,
                i -> {
                    int until = (int) Math.min((long) i * step, order.length);
                    change(order, Math.max(0, i - 1) * step, until, from, to);
                    return Tensor.of(input, from);
                },
                question::probability);
    }

    private static void change(int[] order, int first, int until, float[] picture, float[] other) {
        for (int at = 0; at < picture.length; at += order.length) {
            for (int i = first; i < until; i++) {
                picture[at + order[i]] = other[at + order[i]];
            }
        }
    }

    /** The area under a curve over the part of the pixels that have changed: the trapezoidal rule. */
    static double area(double[] curve) {
        double sum = 0;
        for (double value : curve) {
            sum += value;
        }
        int steps = curve.length - 1;
        return (sum - curve[0] / 2 - curve[steps] / 2) / steps;
    }
}
