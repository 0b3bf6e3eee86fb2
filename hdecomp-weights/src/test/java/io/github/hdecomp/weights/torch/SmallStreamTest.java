package io.github.hdecomp.weights.torch;

import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.util.Map;

/** A small network in a stream of pickles. */
class SmallStreamTest extends WeightReaderContract {

    @Override
    protected WeightReader reader() {
        return new TorchStreamReader();
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("small.legacy.pth");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        return Expected.tensors("small.expected.json");
    }
}
