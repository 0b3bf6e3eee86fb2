package io.github.hdecomp.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one picture.
 *
 * @param answers one per class that was asked of and method, methods running fastest
 */
public record PictureAnswers(List<Answer> answers) {

    /**
     * Keeps a copy of the list.
     *
     * @param answers see above
     */
    public PictureAnswers {
        answers = List.copyOf(answers);
    }

    /**
     * One method's explanation of one class, judged.
     *
     * @param classId the class
     * @param label its name; empty if it has none
     * @param method the method
     * @param milliseconds how long the method took, on top of the recorded pass
     * @param forwards passes of the network over one picture that it took
     * @param backwards pull-backs that it took
     * @param error by how much the values fail the sum that the method promises; null where it promises none
     * @param remark why the values are degenerate; null if they are not
     * @param failure why there is no explanation; null if there is one
     * @param scores one per metric; none if there is no explanation
     */
    public record Answer(
            int classId,
            String label,
            String method,
            double milliseconds,
            int forwards,
            int backwards,
            @Nullable Double error,
            @Nullable String remark,
            @Nullable String failure,
            List<Judgement> scores) {

        /**
         * Keeps a copy of the list.
         *
         * @param classId see above
         * @param label see above
         * @param method see above
         * @param milliseconds see above
         * @param forwards see above
         * @param backwards see above
         * @param error see above
         * @param remark see above
         * @param failure see above
         * @param scores see above
         */
        public Answer {
            scores = List.copyOf(scores);
        }
    }

    /**
     * One metric's score.
     *
     * @param metric the metric
     * @param value the score; null if it is undefined
     * @param chance what a random map would score in expectation; null where that is not known
     * @param remark why the score is undefined or degenerate; null if it is neither
     */
    public record Judgement(
            String metric,
            @Nullable Double value,
            @Nullable Double chance,
            @Nullable String remark) {}
}
