package io.github.hdecomp.weights.torch;

import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.util.Map;

/** Other types than float32, views, shared storages, a scalar and an empty tensor in a zip archive. */
class OddZipTest extends WeightReaderContract {

    @Override
    protected WeightReader reader() {
        return new TorchZipReader();
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("odd.zip.pth");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        return Expected.tensors("odd.expected.json");
    }
}
