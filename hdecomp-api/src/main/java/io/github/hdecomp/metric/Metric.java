package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Shape;
import java.util.Set;

/**
 * A number that says how good one explanation is. One metric is one record, whose components are its parameters; it is
 * immutable and may be used by several threads at once.
 */
public interface Metric {

    /**
     * The metric's name, by which a command line asks for it and a table lists it.
     *
     * @return lower case words joined by hyphens, such as {@code energy-pointing-game}
     */
    String name();

    /**
     * Which scores are better.
     *
     * @return the direction
     */
    Direction direction();

    /**
     * Which scores there are.
     *
     * @return the range; every defined score lies inside
     */
    Range range();

    /**
     * What the metric looks at beside the map.
     *
     * @return the needs, none of which {@link #score} can do without
     */
    Set<Need> needs();

    /**
     * What scoring one explanation takes.
     *
     * @param input the shape of the network's input
     * @return passes of the network and of the method
     */
    Effort effort(Shape input);

    /**
     * How the scores of many pictures become one number.
     *
     * @return the mean, unless a metric is defined otherwise
     */
    default Averaging averaging() {
        return Averaging.OVER_PICTURES;
    }

    /**
     * Scores one explanation.
     *
     * @param explanation what is judged
     * @return a score in the range, or an undefined one that says why
     * @throws IllegalArgumentException if something is missing that the metric needs; names it
     */
    Score score(Explanation explanation);
}
