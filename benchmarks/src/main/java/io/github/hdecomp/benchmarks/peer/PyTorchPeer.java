package io.github.hdecomp.benchmarks.peer;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.hdecomp.benchmarks.format.TorchScriptFile;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            // Without this option tensors are loaded such that no gradient can be taken past them. They are no
            // parameters of
            // the module, so that PyTorch computes no gradients of weights either way.
            model.load(folder, "net", Map.of("trainParam", "true"));
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
            forward(input, scope, false);
        }
    }

    @Override
    public float[] logits() {
        try (NDManager scope = manager.newSubManager()) {
            return forward(input, scope, false).toFloatArray();
        }
    }

    /**
     * The gradient of a class score with respect to the input.
     *
     * @param classId the class
     * @return as many values as the input has
     */
    public float[] gradient(int classId) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray leaf = leaf(scope);
            backwardMillis(leaf, classId, scope);
            return leaf.getGradient().toFloatArray();
        }
    }

    /**
     * How long the backward pass of a class score takes, after a forward pass that does not count.
     *
     * @param classId the class
     * @return milliseconds
     */
    public double backwardMillis(int classId) {
        try (NDManager scope = manager.newSubManager()) {
            return backwardMillis(leaf(scope), classId, scope);
        }
    }

    /** A copy of the input each time, since PyTorch would add up the gradients of one. */
    private NDArray leaf(NDManager scope) {
        NDArray leaf = input.duplicate();
        leaf.attach(scope);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private double backwardMillis(NDArray leaf, int classId, NDManager scope) {
        try (GradientCollector collector = Engine.getEngine(ENGINE).newGradientCollector()) {
            NDArray score = forward(leaf, scope, true).get(0).get(classId);
            score.attach(scope);
            long start = System.nanoTime();
            collector.backward(score);
            return (System.nanoTime() - start) / 1e6;
        }
    }

    @Override
    public String toString() {
        return "scores of PyTorch";
    }

    private NDArray forward(NDArray x, NDManager scope, boolean training) {
        NDList scores = model.getBlock().forward(parameters, new NDList(x), training);
        scores.attach(scope);
        return scores.singletonOrThrow();
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
