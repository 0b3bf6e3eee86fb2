package io.github.hdecomp.attribution;

import io.github.hdecomp.map.Enlargement;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** The feature maps of channels as masks of the picture: enlarged, and brought to 0 … 1. */
final class ChannelMasks implements MaskedRuns.Maker {
    private final Tensor features;
    private final List<Integer> channels;
    private final Enlargement enlargement;
    private final boolean normalizedFirst;
    private final float epsilon;
    private final int cells;

    /**
     * Prepares the masks.
     *
     * @param features the layer's features
     * @param channels which of them become masks, in order
     * @param input the picture's shape
     * @param upsampling how they are enlarged
     * @param normalizedFirst whether they are normalised before they are enlarged, not after
     * @param epsilon added to max - min
     */
    ChannelMasks(
            Tensor features,
            List<Integer> channels,
            Shape input,
            Upsampling upsampling,
            boolean normalizedFirst,
            double epsilon) {
        this.features = features;
        this.channels = channels;
        this.normalizedFirst = normalizedFirst;
        this.epsilon = (float) epsilon;
        Shape layer = features.shape();
        this.cells = layer.height() * layer.width();
        this.enlargement = new Enlargement(upsampling, layer.height(), layer.width(), input.height(), input.width());
    }

    /** The channels of a layer whose values differ from place to place. */
    static List<Integer> notFlat(Tensor features) {
        int cells = Planes.cells(features);
        return IntStream.range(0, features.shape().channels())
                .filter(channel -> IntStream.range(1, cells)
                        .anyMatch(i -> features.get(channel * cells + i) != features.get(channel * cells)))
                .boxed()
                .toList();
    }

    @Override
    public void fill(int number, float[] mask) {
        float[] small = new float[cells];
        features.copyTo(channels.get(number) * cells, small, 0, cells);
        if (normalizedFirst) {
            normalize(small);
        }
        enlargement.apply(small, 0, mask, 0);
        if (!normalizedFirst) {
            normalize(mask);
        }
    }

    /** (v - min) / (max - min + epsilon), zeros of a flat map. */
    private void normalize(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float range = max - min + epsilon;
        float factor = max > min && range >= Float.MIN_NORMAL ? 1 / range : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - min) * factor;
        }
    }
}
