package io.github.hdecomp.analysis;

import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Fill;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is put in place of a channel to find out how much it matters. */
public enum ChannelFill {
    /** Zeros. */
    ZERO,
    /** The mean of the channel over all pictures and positions. */
    DATASET_MEAN,
    /** The mean of all channels of the layer over the picture. */
    LAYER_MEAN,
    /** The mean of the channel over its own map: no change at all where only means are read above. */
    OWN_MEAN;

    /**
     * The fill of a name.
     *
     * @param name such as {@code dataset-mean}
     * @return the fill
     * @throws IllegalArgumentException if there is none; lists all
     */
    public static ChannelFill of(String name) {
        for (ChannelFill fill : values()) {
            if (fill.toString().equals(name)) {
                return fill;
            }
        }
        throw new IllegalArgumentException("no fill is called " + name + ", expected one of " + List.of(values()));
    }

    /** The name, as in {@code dataset-mean}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The edit that replaces some channels of a recorded layer. */
    Edit edit(List<Integer> channels, Tape tape, Tap tap, Map<Tap, float[]> dataSetMeans) {
        return new Edit(channels, fill(channels, tape, tap, dataSetMeans));
    }

    /** Each channel of a recorded layer replaced alone, in order. */
    List<Edit> each(int channels, Tape tape, Tap tap, Map<Tap, float[]> dataSetMeans) {
        float layer = this == LAYER_MEAN ? (float) Features.mean(tape.activation(tap)) : 0;
        List<Edit> edits = new ArrayList<>(channels);
        for (int channel = 0; channel < channels; channel++) {
            edits.add(
                    this == LAYER_MEAN
                            ? Edit.constant(channel, layer)
                            : edit(List.of(channel), tape, tap, dataSetMeans));
        }
        return edits;
    }

    private Fill fill(List<Integer> channels, Tape tape, Tap tap, Map<Tap, float[]> dataSetMeans) {
        return switch (this) {
            case ZERO -> new Fill.Zero();
            case OWN_MEAN -> new Fill.OwnMean();
            case LAYER_MEAN ->
                new Fill.Constants(Collections.nCopies(channels.size(), (float) Features.mean(tape.activation(tap))));
            case DATASET_MEAN -> {
                float[] means = dataSetMeans.getOrDefault(tap, new float[0]);
                yield new Fill.Constants(
                        channels.stream().map(channel -> means[channel]).toList());
            }
        };
    }
}
