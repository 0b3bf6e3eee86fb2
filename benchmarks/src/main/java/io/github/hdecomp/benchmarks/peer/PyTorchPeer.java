package io.github.hdecomp.benchmarks.peer;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
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
    public PyTorchPeer(ModelSpec spec, Weights weights, String from, Tensor features) throws IOException {
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
     * The version that runs.
     *
     * @return such as {@code 2.7.1}
     */
    public static String version() {
        return Engine.getEngine(ENGINE).getVersion();
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
        NDArray view = input;
        NDList scores = model.getBlock().forward(parameters, new NDList(view), training);
        scores.attach(scope);
        return scores.singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
