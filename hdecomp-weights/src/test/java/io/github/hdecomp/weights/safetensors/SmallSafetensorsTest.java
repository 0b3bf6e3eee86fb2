package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.util.Map;

/** A small network. */
class SmallSafetensorsTest extends WeightReaderContract {

    @Override
    protected WeightReader reader() {
        return new SafetensorsReader();
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("small.safetensors");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        return Expected.tensors("small.expected.json");
    }
}
