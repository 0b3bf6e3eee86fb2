package io.github.hdecomp.benchmarks.peer;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.hdecomp.benchmarks.format.TorchScriptFile;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** PyTorch on the CPU through DJL, running a TorchScript module. */
public final class PyTorchPeer implements Peer {
    private static final String ENGINE = "PyTorch";

    private final Model model;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final NDArray input;

    /**
     * Loads a network, or the part of it above a layer.
     *
     * @param spec the network
     * @param weights its weights
     * @param from the layer whose output is the input here, or {@code input}
     * @param features that output
     * @throws IOException if the file in between cannot be written or PyTorch does not load it
     */
    PyTorchPeer(ModelSpec spec, Weights weights, String from, Tensor features) throws IOException {
        Path folder = Files.createTempDirectory(Scratch.folder(), spec.name());
        Path file = folder.resolve("net.pt");
        try {
            TorchScriptFile.write(spec, weights, from, file);
            model = Model.newInstance("net", ENGINE);
            model.load(folder, "net");
        } catch (MalformedModelException refused) {
            throw new IOException(spec.name() + ": PyTorch does not load it", refused);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        manager = model.getNDManager().newSubManager();
        parameters = new ParameterStore(manager, false);
        long[] shape = {
            1,
            features.shape().channels(),
            features.shape().height(),
            features.shape().width()
        };
        input = manager.create(features.toArray(), new Shape(shape));
    }

    /**
     * Loads a network, or the part of it above a layer, if PyTorch runs on this platform.
     *
     * @param spec the network
     * @param weights its weights
     * @param from the layer whose output is the input here, or {@code input}
     * @param features that output
     * @param threads how many threads it uses
     * @return the network, or empty
     * @throws IOException if the file in between cannot be written or PyTorch does not load it
     */
    public static Optional<PyTorchPeer> open(ModelSpec spec, Weights weights, String from, Tensor features, int threads)
            throws IOException {
        // DJL hands the number on to PyTorch when it loads it, and has no other way.
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        return version().isPresent() ? Optional.of(new PyTorchPeer(spec, weights, from, features)) : Optional.empty();
    }

    /**
     * The version that runs.
     *
     * @return such as {@code 2.7.1}, empty if there is none for this platform
     */
    public static Optional<String> version() {
        try {
            return Optional.of(Engine.getEngine(ENGINE).getVersion());
        } catch (EngineException | IllegalArgumentException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void run() {
        try (NDManager scope = manager.newSubManager()) {
            forward(scope, false);
        }
    }

    @Override
    public float[] logits() {
        try (NDManager scope = manager.newSubManager()) {
            return forward(scope, false).toFloatArray();
        }
    }

    private NDArray forward(NDManager scope, boolean training) {
        NDList scores = model.getBlock().forward(parameters, new NDList(input), training);
        scores.attach(scope);
        return scores.singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
