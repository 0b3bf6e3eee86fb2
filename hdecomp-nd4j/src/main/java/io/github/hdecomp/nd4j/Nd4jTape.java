package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.nd4j.graph.NonFinite;
import io.github.hdecomp.nd4j.graph.PullBack;
import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Scores;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Transfers;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.replay.Replays;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorded pass as the programming interface sees it. Calls that touch native memory and {@link #close} exclude each other,
 * so that a close from another thread never pulls the memory away from under a running call.
 */
final class Nd4jTape implements Tape {
    private final Nd4jModel model;
    private final Decisions decisions;
    private final Recording recording;
    private final Topology topology;
    private final Tensor logits;

    Nd4jTape(Nd4jModel model, Decisions decisions, Recording recording) {
        this.model = model;
        this.decisions = decisions;
        this.recording = recording;
        this.topology = recording.network().topology();
        try {
            Tensor scores = whole(topology.logits());
            NonFinite.check(recording, scores);
            this.logits = Scores.ofClasses(topology, scores);
        } catch (RuntimeException | Error failed) {
            recording.close();
            throw failed;
        }
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public Tensor logits() {
        return logits;
    }

    private Tensor whole(int number) {
        Shape shape = topology.shape(number);
        return Transfers.get(recording.maps(number), 0, Region.whole(shape.height(), shape.width()));
    }

    @Override
    public synchronized Tensor activation(Tap tap) {
        return whole(topology.number(tap));
    }

    @Override
    public synchronized Tensor activation(Tap tap, Region region) {
        int number = topology.number(tap);
        Shape shape = topology.shape(number);
        if (!region.clip(shape.height(), shape.width()).equals(region)) {
            throw new IllegalArgumentException(tap + ": " + region + " leaves the layer's map, (C, H, W) = " + shape);
        }
        return Transfers.get(recording.maps(number), 0, region);
    }

    @Override
    public synchronized float value(Decision decision) {
        Neuron neuron = decisions.neuron(decision);
        Maps maps = recording.maps(decisions.layer(decision));
        return maps.data().host().get(maps.index(0, neuron.y(), neuron.x()) + neuron.channel());
    }

    @Override
    public synchronized List<Gradient> gradients(List<? extends Decision> wanted, Tap tap, BackwardRule rule) {
        return pull(wanted, topology.number(tap), rule, (cotangents, patch, inPatch, region) -> {
            return new Gradient(region, Transfers.get(cotangents, patch, inPatch));
        });
    }

    @Override
    public synchronized List<ChannelProducts> products(List<? extends Decision> wanted, Tap tap) {
        int to = topology.number(tap);
        Maps features = recording.maps(to);
        return pull(wanted, to, BackwardRule.GRADIENT, (cotangents, patch, inPatch, region) -> {
            return ChannelsLastProducts.of(cotangents, patch, inPatch, features, region);
        });
    }

    /** Decisions of one layer go down as one batch. */
    private <T> List<T> pull(List<? extends Decision> wanted, int to, BackwardRule rule, PullBack.Result<T> result) {
        Map<Integer, List<Integer>> byLayer = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            byLayer.computeIfAbsent(decisions.layer(wanted.get(i)), layer -> new ArrayList<>())
                    .add(i);
        }
        Map<Integer, T> results = new TreeMap<>();
        byLayer.forEach((layer, indices) -> {
            List<Neuron> neurons =
                    indices.stream().map(i -> decisions.neuron(wanted.get(i))).toList();
            List<T> found = PullBack.pull(recording, layer, to, neurons, rule, result);
            for (int i = 0; i < indices.size(); i++) {
                results.put(indices.get(i), found.get(i));
            }
        });
        return List.copyOf(results.values());
    }

    @Override
    public synchronized Replay replay(Tap tap, List<Edit> edits, List<? extends Decision> wanted) {
        List<Replays.Target> targets = wanted.stream()
                .map(decision -> new Replays.Target(decisions.layer(decision), decisions.neuron(decision)))
                .toList();
        return Replays.of(recording, topology.number(tap), edits, targets);
    }

    @Override
    public synchronized void close() {
        recording.close();
    }
}
