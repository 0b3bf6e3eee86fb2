package io.github.hdecomp.analysis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A plot, as data.
 *
 * @param name by which its file is called: lower case words joined by hyphens
 * @param title what it shows, in one line
 * @param xAxis what runs to the right
 * @param yAxis what runs up
 * @param kind how series are drawn
 * @param series what is drawn
 */
public record Figure(String name, String title, String xAxis, String yAxis, Kind kind, List<Series> series) {

    /** How series are drawn. */
    public enum Kind {
        /** Points joined by lines. */
        LINES,
        /** As lines, with a logarithmic axis to the right; all x are positive. */
        LOGARITHMIC_LINES,
        /** One bar for every x, which are 0, 1, 2 … and have names. */
        BARS
    }

    /**
     * Points that belong together.
     *
     * @param name what the legend says
     * @param names the words for the points, for bars; else empty
     * @param x to the right
     * @param y up, as many as x; NaN where there is nothing to draw
     */
    public record Series(String name, List<String> names, List<Double> x, List<Double> y) {

        /**
         * Keeps copies of the lists.
         *
         * @param name see above
         * @param names see above
         * @param x see above
         * @param y see above
         */
        public Series {
            names = List.copyOf(names);
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size() || !(names.isEmpty() || names.size() == x.size())) {
                throw new IllegalArgumentException("series " + name + ": " + x.size() + " x, " + y.size() + " y and "
                        + names.size() + " names, expected as many of each, or no names");
            }
        }

        static Series line(String name, List<Double> x, List<Double> y) {
            return new Series(name, List.of(), x, y);
        }

        static Series bars(String name, List<String> names, List<Double> y) {
            List<Double> x =
                    IntStream.range(0, names.size()).mapToObj(i -> (double) i).toList();
            return new Series(name, names, x, y);
        }
    }

    /**
     * Keeps a copy of the list.
     *
     * @param name see above
     * @param title see above
     * @param xAxis see above
     * @param yAxis see above
     * @param kind see above
     * @param series see above
     */
    public Figure {
        series = List.copyOf(series);
    }
}
