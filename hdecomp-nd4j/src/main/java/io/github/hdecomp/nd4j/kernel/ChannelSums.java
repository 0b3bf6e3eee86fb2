package io.github.hdecomp.nd4j.kernel;

/** Sums over cells, in double. */
public final class ChannelSums {
    private ChannelSums() {}

    /**
     * The sum of each channel over all cells of all maps.
     *
     * @param maps not modified
     * @return one number per channel
     */
    public static float[] of(Maps maps) {
        int channels = maps.channels();
        double[] sums = new double[channels];
        float[] values = new float[channels];
        for (int cell = 0; cell < maps.cells(); cell++) {
            maps.data().host().get(maps.at() + cell * channels, values);
            for (int c = 0; c < channels; c++) {
                sums[c] += values[c];
            }
        }
        float[] rounded = new float[channels];
        for (int c = 0; c < channels; c++) {
            rounded[c] = (float) sums[c];
        }
        return rounded;
    }
}
