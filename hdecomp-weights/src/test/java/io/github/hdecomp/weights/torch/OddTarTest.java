package io.github.hdecomp.weights.torch;

import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.util.Map;

/** Other types than float32, views, shared storages, a scalar and an empty tensor in a tar archive. */
class OddTarTest extends WeightReaderContract {

    @Override
    protected WeightReader reader() {
        return new TorchTarReader();
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("odd.tar.pth");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        return Expected.tensors("odd.expected.json");
    }

    /** The archive ends in empty blocks, of which one says that it does. */
    @Override
    protected int padding() {
        return 512;
    }
}
