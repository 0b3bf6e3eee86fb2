package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The small network as PyTorch exported it. */
class SmallOnnxTest extends WeightReaderContract {

    /** The weights of networks keep to the contract of weights. */
    private record OfNetwork(OnnxReader network) implements WeightReader {
        @Override
        public String format() {
            return network.format();
        }

        @Override
        public boolean accepts(ByteBuffer head, long fileSize) {
            return network.accepts(head, fileSize);
        }

        @Override
        public Weights open(Path file) throws IOException {
            return network.open(file).weights();
        }
    }

    @Override
    protected WeightReader reader() {
        return new OfNetwork(new OnnxReader());
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("small.onnx");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        Map<String, Tensor> expected = new LinkedHashMap<>(Expected.tensors("small.expected.json"));
        expected.remove("features.1.num_batches_tracked");
        return expected;
    }
}
