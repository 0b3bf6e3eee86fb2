package io.github.hdecomp.metric;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;

/**
 * What a metric judges: a method's answer to a question, as a map.
 *
 * @param question what was explained
 * @param method what explained it
 * @param attribution the method's raw values
 * @param reduction how the values of the channels of a place become one
 * @param map the values reduced, shape (h, w) at their natural resolution
 */
public record Explanation(
        Question question, Saliency method, Attribution attribution, Reduction reduction, Tensor map) {

    /**
     * Reduces an attribution.
     *
     * @param question what was explained
     * @param method what explained it
     * @param attribution the method's raw values
     * @param reduction how the values of the channels of a place become one
     * @return the explanation
     */
    public static Explanation of(Question question, Saliency method, Attribution attribution, Reduction reduction) {
        return new Explanation(question, method, attribution, reduction, attribution.map(reduction));
    }

    /**
     * Runs a method.
     *
     * @param question what to explain
     * @param method what explains it
     * @param tape the recorded pass of the question's input
     * @param reduction how the values of the channels of a place become one
     * @return the explanation
     */
    public static Explanation of(Question question, Saliency method, Tape tape, Reduction reduction) {
        return of(question, method, method.explain(tape, question.target()), reduction);
    }

    /**
     * The map, enlarged bilinearly.
     *
     * @param size rows and columns
     * @return shape (height, width)
     */
    public Tensor map(Extent size) {
        return Upsampling.BILINEAR.apply(map, size.height(), size.width());
    }

    /**
     * The map at the size of the network's input.
     *
     * @return shape (H, W)
     */
    public Tensor inputMap() {
        Shape input = question.input().shape();
        return map(new Extent(input.height(), input.width()));
    }

    /** Where the objects are, for metrics that need to know. */
    GroundTruth object(Metric metric) {
        return question.object()
                .orElseThrow(() -> new IllegalArgumentException(metric.name()
                        + ": nobody says where the object is; give boxes or a mask, or leave this metric out"));
    }
}
