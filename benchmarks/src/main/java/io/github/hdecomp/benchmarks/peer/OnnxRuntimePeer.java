package io.github.hdecomp.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.hdecomp.benchmarks.format.OnnxFile;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on the CPU, with all of its graph optimisations, which are its default. */
public final class OnnxRuntimePeer implements Peer {
    private final OrtSession session;
    private final OnnxTensor input;

    /**
     * Loads a network.
     *
     * @param spec the network
     * @param weights its weights
     * @param images what it will be run on, as one batch
     * @param threads how many threads it uses
     * @throws IOException if the file in between cannot be written
     */
    public OnnxRuntimePeer(ModelSpec spec, Weights weights, List<Tensor> images, int threads) throws IOException {
        Path file = Files.createTempFile(Scratch.folder(), spec.name(), ".onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OnnxFile.write(spec, weights, file);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(file.toString(), options);
            input = OnnxTensor.createTensor(environment, direct(images), new long[] {
                images.size(),
                spec.input().channels(),
                spec.input().height(),
                spec.input().width()
            });
        } catch (OrtException refused) {
            throw new IOException(spec.name() + ": ONNX Runtime does not load it", refused);
        } finally {
            Files.delete(file);
        }
    }

    private static FloatBuffer direct(List<Tensor> images) {
        int size = images.get(0).size();
        FloatBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * size * images.size())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        images.forEach(image -> buffer.put(image.toArray()));
        return buffer.flip();
    }

    @Override
    public void run() {
        try (OrtSession.Result result = session.run(Map.of(Tap.INPUT.name(), input))) {
            if (result.size() != 1) {
                throw new IllegalStateException("ONNX Runtime gave " + result.size() + " outputs, expected 1");
            }
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public float[] logits() {
        try (OrtSession.Result result = session.run(Map.of(Tap.INPUT.name(), input))) {
            FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[scores.remaining()];
            scores.get(copy);
            return copy;
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public String toString() {
        return "scores of ONNX Runtime";
    }

    @Override
    public void close() {
        try {
            input.close();
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
