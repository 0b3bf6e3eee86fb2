package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Workers;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.layer.ParameterSource;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph with its weights, ready to run: immutable but for the memory that it lends to recordings. */
public final class Network implements AutoCloseable {
    private final Topology topology;
    private final List<Layer> layers;
    private final List<Unit> units;
    private final MemoryLayout recordingLayout;
    private final MemoryLayout predictionLayout;
    private final NativeMemory memory;
    private final ArenaPool arenas;
    private final Workers workers;
    private final Gemm gemm;
    private final String weightsSha256;

    private Network(
            Topology topology,
            List<Layer> layers,
            List<Unit> units,
            String weightsSha256,
            NativeMemory memory,
            Workers workers,
            Gemm gemm) {
        this.topology = topology;
        this.layers = layers;
        this.weightsSha256 = weightsSha256;
        this.memory = memory;
        this.workers = workers;
        this.gemm = gemm;
        this.units = units;
        this.recordingLayout = MemoryLayout.recording(topology, layers, units);
        this.predictionLayout = MemoryLayout.prediction(topology, layers, units);
        int scratch = layers.stream().mapToInt(Layer::scratch).max().orElse(0);
        int shared = layers.stream().mapToInt(Layer::shared).max().orElse(0);
        this.arenas = new ArenaPool(memory, workers.slots(), scratch, shared, this::release);
    }

    /**
     * Loads the weights.
     *
     * @param topology the graph
     * @param weights copied
     * @param threads how many threads work on one call
     * @param gemm the products
     * @param engines chooses how convolutions are computed
     * @return the network; the caller closes it
     * @throws IllegalArgumentException if a weight is not finite
     */
    public static Network load(Topology topology, Weights weights, int threads, Gemm gemm, Engines engines) {
        NativeMemory memory = new NativeMemory();
        try {
            ParameterSource source = new ParameterSource(weights, memory, engines);
            List<Layer> layers = new ArrayList<>();
            for (int number = 0; number < topology.size(); number++) {
                layers.add(topology.plan(number).load(source));
            }
            List<Unit> units = Fusion.units(topology, layers);
            for (Unit unit : units) {
                if (layers.get(unit.first()) instanceof Fusable host) {
                    unit.epilogue().ifPresent(host::prepare);
                }
            }
            Workers workers = new Workers(threads, gemm::prepareThread);
            try {
                return new Network(topology, layers, units, source.sha256(), memory, workers, gemm);
            } catch (RuntimeException | Error failed) {
                workers.close();
                throw failed;
            }
        } catch (RuntimeException | Error failed) {
            memory.close();
            throw failed;
        }
    }

    /**
     * The graph.
     *
     * @return without weights
     */
    public Topology topology() {
        return topology;
    }

    /**
     * A layer.
     *
     * @param number its number
     * @return with weights
     */
    public Layer layer(int number) {
        return layers.get(number);
    }

    /**
     * The fingerprint of the weights.
     *
     * @return SHA-256 as 64 hexadecimal digits
     */
    public String weightsSha256() {
        return weightsSha256;
    }

    /**
     * What computes products.
     *
     * @return the products
     */
    public Gemm gemm() {
        return gemm;
    }

    /**
     * The native memory of the network and its recordings.
     *
     * @return its owner
     */
    public NativeMemory memory() {
        return memory;
    }

    /**
     * The layers in groups that are computed together.
     *
     * @return in an order in which they can be computed
     */
    public List<Unit> units() {
        return units;
    }

    MemoryLayout recordingLayout() {
        return recordingLayout;
    }

    MemoryLayout predictionLayout() {
        return predictionLayout;
    }

    Arena borrow() {
        return arenas.borrow();
    }

    void giveBack(Arena arena) {
        arenas.giveBack(arena);
    }

    Run run(Arena arena) {
        return new Run(workers, gemm, arena.scratch(), arena.shared());
    }

    /** The maps of a layer or of the input in a block laid out for {@code count} images. */
    Maps maps(MemoryLayout layout, NativeFloats block, int count, int number) {
        Shape shape = topology.shape(number);
        return new Maps(block, layout.offset(number) * count, count, shape.height(), shape.width(), shape.channels());
    }

    /** Computes all layers; the input is already in its place. */
    void forward(MemoryLayout layout, NativeFloats block, int count, Run run) {
        forward(layout, block, count, run, (number, maps) -> {});
    }

    /** Is shown what was computed before other layers read it, and may change it. */
    @FunctionalInterface
    public interface Intervention {

        /**
         * Another output is there.
         *
         * @param number the last layer of a unit, or {@link Topology#INPUT}
         * @param maps its output, one map per image
         */
        void computed(int number, Maps maps);
    }

    /**
     * Whether an {@link Intervention} is shown the output of a layer of its own.
     *
     * @param number a layer's number or {@link Topology#INPUT}
     * @return false for layers inside a unit and those that only pass on what they read
     */
    public boolean isShown(int number) {
        return number == Topology.INPUT
                || units.stream()
                        .anyMatch(unit -> unit.last() == number
                                && !layers.get(unit.first()).isIdentity());
    }

    void forward(MemoryLayout layout, NativeFloats block, int count, Run run, Intervention intervention) {
        intervention.computed(Topology.INPUT, maps(layout, block, count, Topology.INPUT));
        for (Unit unit : units) {
            Layer first = layers.get(unit.first());
            if (first.isIdentity()) {
                continue;
            }
            List<Maps> x = new ArrayList<>();
            for (int source : topology.inputs(unit.first())) {
                x.add(maps(layout, block, count, source));
            }
            Maps y = maps(layout, block, count, unit.last());
            if (first instanceof Fusable host && unit.epilogue().isPresent()) {
                @Nullable
                Maps residual = unit.residual()
                        .map(number -> maps(layout, block, count, number))
                        .orElse(null);
                host.forward(x.get(0), y, unit.epilogue().get(), residual, run);
            } else {
                first.forward(x, y, run);
            }
            intervention.computed(unit.last(), y);
        }
    }

    private void release() {
        workers.close();
        memory.close();
    }

    /** Frees everything as soon as no recording is open. */
    @Override
    public void close() {
        arenas.close();
    }
}
