package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.nd4j.graph.MapSeed;
import io.github.hdecomp.nd4j.graph.NonFinite;
import io.github.hdecomp.nd4j.graph.PullBack;
import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Scores;
import io.github.hdecomp.nd4j.graph.SumSeed;
import io.github.hdecomp.nd4j.graph.Term;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Transfers;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.layer.Cotangents;
import io.github.hdecomp.nd4j.layer.Tied;
import io.github.hdecomp.nd4j.relevance.RelevancePass;
import io.github.hdecomp.nd4j.replay.Replays;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        double sum = 0;
        for (Term term : decisions.terms(decision)) {
            Neuron neuron = term.neuron();
            Maps maps = recording.maps(term.layer());
            sum += term.weight() * maps.data().host().get(maps.index(0, neuron.y(), neuron.x()) + neuron.channel());
        }
        return (float) sum;
    }

    @Override
    public synchronized List<Gradient> gradients(List<? extends Decision> wanted, Tap tap, BackwardRule rule) {
        return pull(wanted, topology.number(tap), rule, (cotangents, patch, inPatch, region) -> {
            return new Gradient(region, Transfers.get(cotangents, patch, inPatch));
        });
    }

    @Override
    public synchronized List<ChannelProducts> products(List<? extends Decision> wanted, Tap tap) {
        return products(wanted, topology.number(tap), Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<ChannelProducts> products(List<? extends Decision> wanted, Tap tap, int strongest) {
        if (strongest < 0) {
            throw new IllegalArgumentException(topology.spec().name() + ": products of the " + strongest
                    + " strongest channels of " + tap + ", expected 0 or more");
        }
        return products(wanted, topology.number(tap), strongest);
    }

    /** Those above a pool that alone reads the layer, and the others; which way a decision goes does not depend on the others. */
    private List<ChannelProducts> products(List<? extends Decision> wanted, int to, int strongest) {
        OptionalInt pool = poolReading(to);
        Map<Boolean, List<Integer>> byWay = IntStream.range(0, wanted.size())
                .boxed()
                .collect(Collectors.groupingBy(i -> pool.isPresent() && isAbove(wanted.get(i), pool.getAsInt())));
        Map<Integer, ChannelProducts> results = new TreeMap<>();
        byWay.forEach((above, indices) -> {
            List<? extends Decision> some = indices.stream().map(wanted::get).toList();
            List<ChannelProducts> found =
                    above ? below(some, pool.orElseThrow(), to, strongest) : at(some, to, strongest);
            for (int i = 0; i < indices.size(); i++) {
                results.put(indices.get(i), found.get(i));
            }
        });
        return List.copyOf(results.values());
    }

    private OptionalInt poolReading(int number) {
        List<Integer> readers = number == Topology.INPUT ? List.of() : topology.readers(number);
        return readers.size() == 1 && recording.network().layer(readers.get(0)) instanceof Tied
                ? OptionalInt.of(readers.get(0))
                : OptionalInt.empty();
    }

    private boolean isAbove(Decision decision, int layer) {
        return decisions.terms(decision).stream()
                .map(Term::layer)
                .distinct()
                .allMatch(start -> topology.dependsOn(start, layer));
    }

    private List<ChannelProducts> at(List<? extends Decision> wanted, int to, int strongest) {
        Maps x = recording.maps(to);
        return pull(wanted, to, BackwardRule.GRADIENT, (cotangents, patch, inPatch, region) -> {
            return strongest >= x.channels()
                    ? ChannelsLastProducts.of(cotangents, patch, inPatch, x, region)
                    : StrongestProducts.of(new Cotangents(cotangents, patch, inPatch, region), x, strongest);
        });
    }

    private List<ChannelProducts> below(List<? extends Decision> wanted, int number, int to, int strongest) {
        Tied pool = (Tied) recording.network().layer(number);
        Maps y = recording.maps(number);
        Maps x = recording.maps(to);
        return pull(wanted, number, BackwardRule.GRADIENT, (cotangents, patch, inPatch, region) -> {
            Cotangents dy = new Cotangents(cotangents, patch, inPatch, region);
            return StrongestProducts.below(dy, y, x, pool, strongest);
        });
    }

    @Override
    public synchronized Tensor pullBack(Tap from, Tensor cotangent, Tap to, BackwardRule rule) {
        int start = topology.number(from);
        Shape expected = topology.shape(start);
        if (!cotangent.shape().equals(expected)) {
            throw new IllegalArgumentException(topology.spec().name() + ": a signal of shape " + cotangent.shape()
                    + " for " + from + ", expected one value for each of the layer's, (C, H, W) = " + expected);
        }
        int end = topology.number(to);
        Shape shape = topology.shape(end);
        return PullBack.pull(
                        recording,
                        end,
                        List.of(new MapSeed(start, cotangent)),
                        rule,
                        (cotangents, patch, inPatch, region) ->
                                Transfers.get(cotangents, patch, inPatch).pad(region, shape.height(), shape.width()))
                .get(0);
    }

    /** Decisions of the same layers go down as one batch. */
    private <T> List<T> pull(List<? extends Decision> wanted, int to, BackwardRule rule, PullBack.Result<T> result) {
        List<SumSeed> seeds = wanted.stream()
                .map(decision -> new SumSeed(decisions.terms(decision)))
                .toList();
        Map<Set<Integer>, List<Integer>> byLayers = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            byLayers.computeIfAbsent(seeds.get(i).regions().keySet(), layers -> new ArrayList<>())
                    .add(i);
        }
        Map<Integer, T> results = new TreeMap<>();
        byLayers.forEach((layers, indices) -> {
            List<SumSeed> together = indices.stream().map(seeds::get).toList();
            List<T> found = PullBack.pull(recording, to, together, rule, result);
            for (int i = 0; i < indices.size(); i++) {
                results.put(indices.get(i), found.get(i));
            }
        });
        return List.copyOf(results.values());
    }

    @Override
    public synchronized List<Relevance> relevance(List<Relevance> starts, RelevanceRules rules, List<Tap> taps) {
        List<Map<Integer, Tensor>> numbered =
                starts.stream().map(this::numbered).toList();
        List<Integer> layers = taps.stream().map(topology::number).toList();
        List<Relevance> result = new ArrayList<>();
        for (Map<Integer, Tensor> found : RelevancePass.propagate(recording, numbered, rules, layers)) {
            Map<Tap, Tensor> byTap = new HashMap<>();
            taps.forEach(tap -> byTap.put(tap, found.get(topology.number(tap))));
            result.add(new Relevance(byTap));
        }
        return result;
    }

    private Map<Integer, Tensor> numbered(Relevance start) {
        Map<Integer, Tensor> numbered = new HashMap<>();
        start.layers().forEach((tap, values) -> {
            int number = topology.number(tap);
            if (!values.shape().equals(topology.shape(number))) {
                throw new IllegalArgumentException(topology.spec().name() + ": relevance to start with at " + tap
                        + " has shape " + values.shape() + ", expected that of the layer, (C, H, W) = "
                        + topology.shape(number));
            }
            numbered.put(number, values);
        });
        return numbered;
    }

    @Override
    public synchronized Replay replay(Tap tap, List<Edit> edits, List<? extends Decision> wanted) {
        List<List<Term>> sums = wanted.stream().map(decisions::terms).toList();
        List<Replays.Target> targets = sums.stream()
                .flatMap(List::stream)
                .map(term -> new Replays.Target(term.layer(), term.neuron()))
                .toList();
        Replay values = Replays.of(recording, topology.number(tap), edits, targets);
        boolean plain = wanted.stream().noneMatch(WeightedSum.class::isInstance);
        return plain ? values : sums(values, sums, edits.size());
    }

    private static Replay sums(Replay values, List<List<Term>> sums, int edits) {
        float[] original = new float[sums.size()];
        float[] edited = new float[edits * original.length];
        for (int i = 0, first = 0; i < original.length; first += sums.get(i).size(), i++) {
            int from = first;
            original[i] = sum(sums.get(i), term -> values.original(from + term));
            for (int edit = 0; edit < edits; edit++) {
                int now = edit;
                edited[edit * original.length + i] = sum(sums.get(i), term -> values.value(now, from + term));
            }
        }
        return new Replay(
                Tensor.adopt(Shape.of(original.length), original),
                Tensor.adopt(Shape.of(edits, original.length), edited));
    }

    private static float sum(List<Term> terms, IntToDoubleFunction value) {
        double sum = 0;
        for (int i = 0; i < terms.size(); i++) {
            sum += terms.get(i).weight() * value.applyAsDouble(i);
        }
        return (float) sum;
    }

    @Override
    public synchronized void close() {
        recording.close();
    }
}
