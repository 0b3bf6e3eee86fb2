package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Route;
import io.github.hdecomp.nd4j.graph.Scores;
import io.github.hdecomp.nd4j.graph.SumSeed;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Versions;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.nd4j.replay.EditedScores;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network as the programming interface sees it. */
final class Nd4jModel implements Model {
    /** For models that nobody closes: their threads would spin and sleep as long as the JVM runs. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final Network network;
    private final Cleaner.Cleanable closing;
    private final Topology topology;
    private final List<LayerInfo> layers;
    private final Decisions decisions;
    private final String backend;

    Nd4jModel(Network network) {
        this.network = network;
        this.closing = CLEANER.register(this, network::close);
        this.topology = network.topology();
        this.layers = LayerInfos.of(topology, number -> network.layer(number).engine());
        this.decisions = new Decisions(topology);
        // Versions are read from jars, which takes longer than some trees.
        this.backend = "nd4j-api " + Versions.of("org.nd4j", "nd4j-api") + ", products by "
                + network.gemm().name();
    }

    /** What the model and its tapes hold. */
    NativeMemory memory() {
        return network.memory();
    }

    @Override
    public ModelSpec spec() {
        return topology.spec();
    }

    @Override
    public List<LayerInfo> layers() {
        return layers;
    }

    @Override
    public LayerInfo layer(Tap tap) {
        int number = topology.number(tap);
        return number == Topology.INPUT
                ? new LayerInfo(tap.name(), "Input", spec().input(), new Extent(1, 1), new Extent(1, 1), 0, "")
                : layers.get(number);
    }

    @Override
    public int classes() {
        return topology.classes();
    }

    @Override
    public Region receptiveField(Decision decision, Tap tap) {
        int to = topology.number(tap);
        Map<Integer, Region> seeds = new SumSeed(decisions.terms(decision)).regions();
        if (to == Topology.INPUT) {
            return topology.inputRegion(seeds);
        }
        Region here = seeds.getOrDefault(to, new Region(0, 0, 0, 0));
        seeds.remove(to);
        return seeds.isEmpty()
                ? here
                : here.cover(new Route(topology, seeds.keySet(), to, List.of(seeds)).region(0, to));
    }

    @Override
    public Prediction predict(Tensor input) {
        return predict(List.of(input)).get(0);
    }

    @Override
    public List<Prediction> predict(List<Tensor> inputs) {
        inputs.forEach(this::check);
        try {
            return Scores.of(network, inputs).stream()
                    .map(logits -> new Prediction(logits, spec().labels()))
                    .toList();
        } finally {
            // Else the model may be taken for lost, and closed, while its last call runs.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public Prediction predict(Tensor input, Map<Tap, Edit> edits) {
        check(input);
        Map<Integer, Edit> byLayer = new HashMap<>();
        edits.forEach((tap, edit) -> byLayer.put(topology.number(tap), edit));
        try {
            return new Prediction(EditedScores.of(network, input, byLayer), spec().labels());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public Tape record(Tensor input) {
        check(input);
        return new Nd4jTape(this, decisions, new Recording(network, List.of(input)));
    }

    private void check(Tensor input) {
        Shape expected = spec().input();
        if (!input.shape().equals(expected)) {
            boolean picture = spec().preprocessing().channels().count() == expected.channels();
            throw new IllegalArgumentException(spec().name() + ": input has shape " + input.shape() + ", expected "
                    + expected
                    + (picture
                            ? "; preprocess the picture with the model's preprocessing"
                            : "; a picture has one or three channels, give the input as a tensor"));
        }
    }

    @Override
    public String weightsSha256() {
        return network.weightsSha256();
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public void close() {
        closing.clean();
    }
}
