package io.github.hdecomp.nd4j.kernel;

/** Cuts contiguous values into runs that fit a lane, and spreads them over threads. */
public final class Runs {
    private Runs() {}

    /** Works on a contiguous run. */
    @FunctionalInterface
    public interface Body {
        /**
         * Works on a run.
         *
         * @param offset of the run from the start
         * @param length of the run, at most {@link Scratch#LANE}
         * @param scratch the thread's own working space
         */
        void run(int offset, int length, Scratch scratch);
    }

    /**
     * Works on all of some contiguous values.
     *
     * @param length how many
     * @param align runs start at multiples of this, such as the number of channels; at most {@link Scratch#LANE}
     * @param run threads and working space
     * @param body what to do with each run
     */
    public static void forEach(int length, int align, Run run, Body body) {
        int lane = Scratch.LANE / align * align;
        int chunk = Run.ENOUGH / lane * lane;
        run.parallel((length + chunk - 1) / chunk, (number, scratch) -> {
            int end = Math.min((number + 1) * chunk, length);
            for (int offset = number * chunk; offset < end; offset += lane) {
                body.run(offset, Math.min(lane, end - offset), scratch);
            }
        });
    }

    /** Works on a contiguous run that a patch and its map have in common. */
    @FunctionalInterface
    public interface PatchBody {
        /**
         * Works on a run.
         *
         * @param inPatch index of its first value in the patches' data
         * @param inMap index of its first value in the maps' data
         * @param length of the run, at most {@link Scratch#LANE}
         * @param scratch the thread's own working space
         */
        void run(int inPatch, int inMap, int length, Scratch scratch);
    }

    /**
     * Works on every value of some patches together with the value of their maps in the same place.
     *
     * @param patches the patches
     * @param maps the maps in which they lie, with as many channels
     * @param run threads and working space
     * @param body what to do with each run
     */
    public static void forEach(Patches patches, Maps maps, Run run, PatchBody body) {
        Placement place = patches.place();
        int rowLength = place.width() * maps.channels();
        int rows = patches.count() * place.height();
        int rowsPerChunk = Math.max(1, Run.ENOUGH / Math.max(rowLength, 1));
        run.parallel((rows + rowsPerChunk - 1) / rowsPerChunk, (number, scratch) -> {
            int end = Math.min((number + 1) * rowsPerChunk, rows);
            for (int row = number * rowsPerChunk; row < end; row++) {
                int patch = row / place.height();
                int y = row % place.height();
                int inPatch = patches.values().index(patch, y, 0);
                int inMap = maps.index(place.map(patch), place.y(patch) + y, place.x(patch));
                for (int i = 0; i < rowLength; i += Scratch.LANE) {
                    body.run(inPatch + i, inMap + i, Math.min(Scratch.LANE, rowLength - i), scratch);
                }
            }
        });
    }
}
