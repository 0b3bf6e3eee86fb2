package io.github.hdecomp.metric;

/** Which of two scores of one metric is the better one. */
public enum Direction {
    /** The larger one. */
    HIGHER_IS_BETTER,
    /** The smaller one. */
    LOWER_IS_BETTER;

    /**
     * Whether one score is better than another.
     *
     * @param score a score
     * @param other another of the same metric
     * @return true if it is; false on equal scores
     */
    public boolean better(double score, double other) {
        return this == HIGHER_IS_BETTER ? score > other : score < other;
    }
}
