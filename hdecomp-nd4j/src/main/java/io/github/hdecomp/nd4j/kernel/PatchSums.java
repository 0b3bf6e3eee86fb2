package io.github.hdecomp.nd4j.kernel;

import java.nio.FloatBuffer;

/** Adds patches to patches that lie elsewhere in the same maps. */
public final class PatchSums {
    private PatchSums() {}

    /**
     * to = to + from, where both lie over each other; all channels.
     *
     * @param from not modified
     * @param to modified
     * @param run threads and working space
     */
    public static void add(Patches from, Patches to, Run run) {
        addChannels(from, 0, to, 0, to.values().channels(), run);
    }

    /**
     * to = from, where both lie over each other, and 0 elsewhere; all channels.
     *
     * @param from not modified
     * @param to modified
     * @param run threads and working space
     */
    public static void copy(Patches from, Patches to, Run run) {
        copyChannels(from, 0, to, run);
    }

    /**
     * to = some channels of {@code from}, where both lie over each other, and 0 elsewhere.
     *
     * @param from not modified
     * @param fromChannel first channel there
     * @param to modified
     * @param run threads and working space
     */
    public static void copyChannels(Patches from, int fromChannel, Patches to, Run run) {
        forEachRun(from, fromChannel, to, 0, to.values().channels(), run, new Body() {
            @Override
            public void begin(int patch, boolean covered, Scratch scratch) {
                if (!covered) {
                    to.clear(patch, 1, scratch);
                }
            }

            @Override
            public void run(int at, int into, int length, Scratch scratch) {
                to.values().data().host().put(into, from.values().data().host(), at, length);
            }
        });
    }

    /** Works on what two patches have in common. */
    interface Body {
        /** Before the first run of a patch; {@code covered} if its runs are all of the target. */
        default void begin(int patch, boolean covered, Scratch scratch) {}

        void run(int at, int into, int length, Scratch scratch);
    }

    /**
     * Some channels of {@code to} plus some of {@code from}, where both lie over each other.
     *
     * @param from not modified
     * @param fromChannel first channel there
     * @param to modified
     * @param toChannel first channel there
     * @param channels how many
     * @param run threads and working space
     */
    public static void addChannels(Patches from, int fromChannel, Patches to, int toChannel, int channels, Run run) {
        forEachRun(from, fromChannel, to, toChannel, channels, run, (at, into, length, scratch) -> {
            add(from.values(), at, to.values(), into, length, scratch);
        });
    }

    private static void forEachRun(
            Patches from, int fromChannel, Patches to, int toChannel, int channels, Run run, Body body) {
        int cells = Math.min(
                from.place().height() * from.place().width(),
                to.place().height() * to.place().width());
        run.parallel(from.count(), cells * channels, (patch, scratch) -> {
            Placement source = from.place();
            Placement target = to.place();
            int top = Math.max(source.y(patch), target.y(patch));
            int left = Math.max(source.x(patch), target.x(patch));
            int bottom = Math.min(source.y(patch) + source.height(), target.y(patch) + target.height());
            int right = Math.min(source.x(patch) + source.width(), target.x(patch) + target.width());
            body.begin(patch, (bottom - top) * (right - left) == target.height() * target.width(), scratch);
            boolean dense = channels == from.values().channels()
                    && channels == to.values().channels();
            for (int y = top; y < bottom; y++) {
                int step = dense ? right - left : 1;
                for (int x = left; x < right; x += Math.max(step, 1)) {
                    int at = from.values().index(patch, y - source.y(patch), x - source.x(patch)) + fromChannel;
                    int into = to.values().index(patch, y - target.y(patch), x - target.x(patch)) + toChannel;
                    body.run(at, into, step * channels, scratch);
                }
            }
        });
    }

    private static void add(Maps from, int at, Maps to, int into, int length, Scratch scratch) {
        FloatBuffer source = from.data().host();
        FloatBuffer target = to.data().host();
        for (int i = 0; i < length; i += Scratch.LANE) {
            int piece = Math.min(Scratch.LANE, length - i);
            source.get(at + i, scratch.lane(0), 0, piece);
            target.get(into + i, scratch.lane(1), 0, piece);
            Lanes.add(scratch.lane(0), scratch.lane(1), piece);
            target.put(into + i, scratch.lane(1), 0, piece);
        }
    }
}
