package io.github.hdecomp.metric;

/** What several metrics remark on degenerate maps. */
final class Remarks {
    private Remarks() {}

    /** Remarks that the order of places says nothing where all have the same value. */
    static Score onOrder(Score score, Explanation explanation) {
        return Ranking.isConstant(explanation.map())
                ? score.remarked("the map is constant, so that pixels were taken row by row")
                : score;
    }
}
