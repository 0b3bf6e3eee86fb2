package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;

/** Copies between parts of maps that lie over each other. */
public final class PartCopies {
    private PartCopies() {}

    /** Where a column's values come from. */
    public interface Source {
        /**
         * The part to read.
         *
         * @param column a column of the target
         * @return it
         */
        Part part(int column);

        /**
         * The index of that column's channel in a cell.
         *
         * @param column a column of the target
         * @return a channel of the part
         */
        int channel(int column);
    }

    /**
     * y = x on the region of y, all channels.
     *
     * @param x covers the region; one map per map of y, or one for all. Not modified.
     * @param y modified
     * @param run threads and working space
     */
    public static void crop(Part x, Part y, Run run) {
        int length = y.region().width() * y.values().channels();
        run.parallel(y.values().count() * y.region().height(), (number, scratch) -> {
            int n = number / y.region().height();
            int row = number % y.region().height();
            int map = x.values().count() == 1 ? 0 : n;
            int from = x.index(map, y.region().y() + row, y.region().x());
            y.values()
                    .data()
                    .host()
                    .put(y.values().index(n, row, 0), x.values().data().host(), from, length);
        });
    }

    /**
     * y[n, c] = x[n, channels[c]] on the region of y.
     *
     * @param x covers the region; one map per map of y, or one for all. Not modified.
     * @param channels for each channel of y, one of x
     * @param y modified
     * @param run threads and working space
     */
    public static void channels(Part x, int[] channels, Part y, Run run) {
        FloatBuffer source = x.values().data().host();
        FloatBuffer target = y.values().data().host();
        run.parallel(y.values().count() * y.region().height(), (number, scratch) -> {
            int n = number / y.region().height();
            int row = number % y.region().height();
            int map = x.values().count() == 1 ? 0 : n;
            float[] cell = new float[channels.length];
            for (int column = 0; column < y.region().width(); column++) {
                int from = x.index(map, y.region().y() + row, y.region().x() + column);
                for (int c = 0; c < channels.length; c++) {
                    cell[c] = source.get(from + channels[c]);
                }
                target.put(y.values().index(n, row, column), cell);
            }
        });
    }

    /**
     * y[0, j] = one channel of one part for every column j, on the region of y.
     *
     * @param source for each column, a channel of the first map of a part that covers the region. Not modified.
     * @param y one map. Modified.
     * @param run threads and working space
     */
    public static void columns(Source source, Part y, Run run) {
        int columns = y.values().channels();
        run.parallel(y.region().height(), (row, scratch) -> {
            float[] cell = new float[columns];
            for (int x = 0; x < y.region().width(); x++) {
                for (int j = 0; j < columns; j++) {
                    Part part = source.part(j);
                    int at = part.index(0, y.region().y() + row, y.region().x() + x);
                    cell[j] = part.values().data().host().get(at + source.channel(j));
                }
                y.values().data().host().put(y.values().index(0, row, x), cell);
            }
        });
    }

    /**
     * y[n, c] = x[0, j] for every column j with its map n and channel c, where both lie over each other.
     *
     * @param x one map of columns that covers the region of y. Not modified.
     * @param maps for each column, the map of y
     * @param channels for each column, the channel of y, -1 to leave the column out
     * @param y modified
     * @param run threads and working space
     */
    public static void scatter(Part x, int[] maps, int[] channels, Part y, Run run) {
        FloatBuffer target = y.values().data().host();
        run.parallel(y.region().height(), (row, scratch) -> {
            float[] cell = new float[maps.length];
            for (int column = 0; column < y.region().width(); column++) {
                x.values()
                        .data()
                        .host()
                        .get(x.index(0, y.region().y() + row, y.region().x() + column), cell);
                for (int j = 0; j < maps.length; j++) {
                    if (channels[j] >= 0) {
                        target.put(y.values().index(maps[j], row, column) + channels[j], cell[j]);
                    }
                }
            }
        });
    }

    /**
     * y[0, n · C + c] = x[n, c]: the maps' channels side by side.
     *
     * @param x not modified
     * @param y one map of the same region. Modified.
     * @param run threads and working space
     */
    public static void sideBySide(Maps x, Maps y, Run run) {
        run.parallel(x.height(), (row, scratch) -> {
            for (int column = 0; column < x.width(); column++) {
                for (int n = 0; n < x.count(); n++) {
                    int to = y.index(0, row, column) + n * x.channels();
                    y.data().host().put(to, x.data().host(), x.index(n, row, column), x.channels());
                }
            }
        });
    }
}
