package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/** The picture without content that a path of pictures starts from. */
public enum Baseline {
    /** Zero after preprocessing: the mean colour of the training pictures. */
    ZERO {
        @Override
        public Tensor of(ModelSpec spec) {
            return Tensor.adopt(spec.input(), new float[spec.input().size()]);
        }
    },

    /** Black before preprocessing: (0 - mean) / deviation in each channel. */
    BLACK {
        @Override
        public Tensor of(ModelSpec spec) {
            Shape shape = spec.input();
            List<Float> mean = spec.preprocessing().mean();
            List<Float> deviation = spec.preprocessing().deviation();
            if (mean.size() != shape.channels() || deviation.size() != shape.channels()) {
                throw new IllegalArgumentException(spec.name() + ": no black is known for inputs of " + shape.channels()
                        + " channels; take the baseline zero");
            }
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                int channel = i / (shape.height() * shape.width());
                values[i] = -mean.get(channel) / deviation.get(channel);
            }
            return Tensor.adopt(shape, values);
        }
    };

    /**
     * The baseline of a network.
     *
     * @param spec the network
     * @return a preprocessed picture of its input's shape
     * @throws IllegalArgumentException if the network's preprocessing does not tell the colour
     */
    public abstract Tensor of(ModelSpec spec);
}
