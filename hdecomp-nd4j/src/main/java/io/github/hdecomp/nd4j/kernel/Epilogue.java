package io.github.hdecomp.nd4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the output of a product while it is still in the cache: y = relu(y · scale + shift + residual). A bias, a
 * batch norm, a residual add and a ReLU cost no pass of their own that way.
 */
public final class Epilogue {
    private static final int CHUNK = 16 * Scratch.LANE;

    /** Floats that are finished at once: four arrays of them stay in the first-level cache. */
    private static final int RUN = 4096;

    private final float[] scale;
    private final float[] shift;
    private final boolean scaled;
    private final boolean residual;
    private final boolean relu;

    private Epilogue(float[] scale, float[] shift, boolean scaled, boolean residual, boolean relu) {
        this.scale = scale;
        this.shift = shift;
        this.scaled = scaled;
        this.residual = residual;
        this.relu = relu;
    }

    /**
     * Adds a bias.
     *
     * @param bias one number per channel
     * @return the epilogue
     */
    public static Epilogue bias(float[] bias) {
        float[] ones = new float[bias.length];
        Arrays.fill(ones, 1f);
        return new Epilogue(ones, bias.clone(), false, false, false);
    }

    /**
     * This, then y = y · factor + summand.
     *
     * @param factor one number per channel
     * @param summand one number per channel
     * @return the epilogue
     */
    public Epilogue thenAffine(float[] factor, float[] summand) {
        float[] newScale = scale.clone();
        float[] newShift = shift.clone();
        Lanes.multiply(factor, newScale, newScale.length);
        Lanes.affine(factor, summand, Float.NEGATIVE_INFINITY, newShift, newShift.length);
        return new Epilogue(newScale, newShift, true, residual, relu);
    }

    /**
     * This, then y = y + r with r given at each use.
     *
     * @return the epilogue
     */
    public Epilogue thenResidual() {
        return new Epilogue(scale, shift, scaled, true, relu);
    }

    /**
     * This, then y = max(y, 0).
     *
     * @return the epilogue
     */
    public Epilogue thenRelu() {
        return new Epilogue(scale, shift, scaled, residual, true);
    }

    /**
     * This for some channels.
     *
     * @param channels which, in any order
     * @return the epilogue of an output with those channels
     */
    public Epilogue select(int[] channels) {
        float[] someScale = new float[channels.length];
        float[] someShift = new float[channels.length];
        for (int i = 0; i < channels.length; i++) {
            someScale[i] = scale[channels[i]];
            someShift[i] = shift[channels[i]];
        }
        return new Epilogue(someScale, someShift, scaled, residual, relu);
    }

    /**
     * Whether values are multiplied at all.
     *
     * @return true after {@link #thenAffine}
     */
    public boolean isScaled() {
        return scaled;
    }

    /**
     * What values are multiplied by.
     *
     * @return a copy, one number per channel
     */
    public float[] scale() {
        return scale.clone();
    }

    /**
     * What is added after that.
     *
     * @return a copy, one number per channel
     */
    public float[] shift() {
        return shift.clone();
    }

    /**
     * Whether a residual has been added, after which only a ReLU may follow.
     *
     * @return true after {@link #thenResidual}
     */
    public boolean hasResidual() {
        return residual;
    }

    /**
     * Whether a ReLU has been applied, after which nothing may follow.
     *
     * @return true after {@link #thenRelu}
     */
    public boolean hasRelu() {
        return relu;
    }

    /**
     * Works on all values of some maps; for epilogues without a residual.
     *
     * @param y modified
     * @param run threads and working space
     */
    public void applyToAll(Maps y, Run run) {
        int perChunk = Math.max(1, CHUNK / y.channels());
        run.parallel((y.cells() + perChunk - 1) / perChunk, (chunk, scratch) -> {
            int cell = chunk * perChunk;
            apply(y, cell, Math.min(perChunk, y.cells() - cell), 0, y.channels(), null, scratch);
        });
    }

    /**
     * Works on some channels of some cells.
     *
     * @param y the output of the product. Modified.
     * @param cell the first cell
     * @param cells how many
     * @param channel the first channel
     * @param channels how many
     * @param addend the residual, in the shape of y; null if there is none. Not modified.
     * @param scratch lanes 0 to 3 are used
     */
    public void apply(Maps y, int cell, int cells, int channel, int channels, @Nullable Maps addend, Scratch scratch) {
        int perRun = channels == y.channels() ? Math.max(RUN / channels, 1) : 1;
        for (int first = 0; first < channels; first += RUN) {
            int width = Math.min(RUN, channels - first);
            tile(channel + first, width, perRun, scratch);
            for (int i = 0; i < cells; i += perRun) {
                int length = Math.min(perRun, cells - i) * width;
                int offset = (cell + i) * y.channels() + channel + first;
                run(y, addend, offset, length, scratch);
            }
        }
    }

    /**
     * Writes some channels that were computed apart.
     *
     * @param product one map of so many channels. Not modified.
     * @param y receives them. Modified.
     * @param cell the first cell of y
     * @param channel the first channel of y
     * @param addend the residual, in the shape of y; null if there is none. Not modified.
     * @param scratch lanes 0 to 3 are used
     */
    public void apply(Maps product, Maps y, int cell, int channel, @Nullable Maps addend, Scratch scratch) {
        int perRun = Math.max(1, RUN / product.channels());
        for (int first = 0; first < product.channels(); first += RUN) {
            int width = Math.min(RUN, product.channels() - first);
            tile(channel + first, width, perRun, scratch);
            for (int i = 0; i < product.cells(); i += perRun) {
                int cells = Math.min(perRun, product.cells() - i);
                int from = product.at() + i * product.channels() + first;
                int to = (cell + i) * y.channels() + channel + first;
                cells(product, from, y, addend, to, cells, width, scratch);
            }
        }
    }

    /** Finishes the channels of some cells, which lie side by side in the product and apart in y. */
    private void cells(
            Maps product, int from, Maps y, @Nullable Maps addend, int to, int cells, int width, Scratch scratch) {
        float[] values = scratch.lane(0);
        product.data().host().get(from, values, 0, cells * width);
        if (residual && addend != null) {
            for (int i = 0; i < cells; i++) {
                addend.data().host().get(addend.at() + to + i * y.channels(), scratch.lane(1), i * width, width);
            }
        }
        finish(values, scratch.lane(1), cells * width, scratch);
        for (int i = 0; i < cells; i++) {
            y.data().host().put(y.at() + to + i * y.channels(), values, i * width, width);
        }
    }

    /**
     * Gets ready to {@linkplain #finish finish} runs of several whole cells.
     *
     * @param cells how many at the most
     * @param scratch lanes 2 and 3 are used until the last run is finished
     */
    void prepare(int cells, Scratch scratch) {
        tile(0, scale.length, cells, scratch);
    }

    /**
     * Works on a run of whole cells, as {@link #prepare prepared}.
     *
     * @param values modified
     * @param addend the residual in the same places, read if there is one. Not modified.
     * @param length of the run
     * @param scratch as prepared
     */
    void finish(float[] values, float[] addend, int length, Scratch scratch) {
        float[] factors = scratch.lane(2);
        float[] summands = scratch.lane(3);
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        if (residual) {
            if (!scaled) {
                Lanes.addTwo(summands, addend, least, values, length);
            } else {
                Lanes.affineAdd(factors, summands, addend, least, values, length);
            }
        } else if (scaled) {
            Lanes.affine(factors, summands, least, values, length);
        } else {
            Lanes.add(summands, least, values, length);
        }
    }

    /** Repeats scale and shift so that they line up with a run of several cells. */
    private void tile(int channel, int width, int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            System.arraycopy(scale, channel, scratch.lane(2), i * width, width);
            System.arraycopy(shift, channel, scratch.lane(3), i * width, width);
        }
    }

    private void run(Maps y, @Nullable Maps addend, int offset, int length, Scratch scratch) {
        y.data().host().get(y.at() + offset, scratch.lane(0), 0, length);
        write(y, addend, offset, length, scratch);
    }

    /** Works on lane 0 and writes it. */
    private void write(Maps y, @Nullable Maps addend, int offset, int length, Scratch scratch) {
        float[] values = scratch.lane(0);
        if (residual && addend != null) {
            addend.data().host().get(addend.at() + offset, scratch.lane(1), 0, length);
        }
        finish(values, scratch.lane(1), length, scratch);
        y.data().host().put(y.at() + offset, values, 0, length);
    }
}
