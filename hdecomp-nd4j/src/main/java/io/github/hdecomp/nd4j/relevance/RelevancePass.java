package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Transfers;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.layer.PullBackContext;
import io.github.hdecomp.nd4j.layer.RelevanceFlow;
import io.github.hdecomp.nd4j.layer.Tied;
import io.github.hdecomp.nd4j.relevance.Shares.Denominator;
import io.github.hdecomp.nd4j.relevance.Shares.Summand;
import io.github.hdecomp.relevance.MaxPooling;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes the relevance of several starts down a recording as one batch, on whole maps. */
public final class RelevancePass {
    /** The most floats that the relevance of one layer may take; more starts are split into several batches. */
    private static final int MOST_FLOATS = 1 << 24;

    private static final InputParts.Function UNCHANGED = (values, offset, n) -> {};

    private final Recording recording;
    private final Topology topology;
    private final RelevanceRules rules;
    private final List<Map<Integer, Tensor>> starts;
    private final Collection<Integer> taps;
    private final Way way;
    private final List<RelevanceFlow> flow;
    private final Roles roles;
    private final Run run;
    private final Buffers buffers;
    private final boolean checks;
    private final Map<Integer, Maps> relevance = new HashMap<>();
    private final List<Map<Integer, Tensor>> results = new ArrayList<>();

    private RelevancePass(
            Recording recording,
            RelevanceRules rules,
            List<Map<Integer, Tensor>> starts,
            Collection<Integer> taps,
            boolean checks) {
        this.recording = recording;
        this.topology = recording.network().topology();
        this.rules = rules;
        this.starts = starts;
        this.taps = taps;
        this.flow = Roles.flow(recording.network());
        Set<Integer> layers = new TreeSet<>();
        starts.forEach(start -> layers.addAll(start.keySet()));
        this.way = new Way(topology, layers, taps, flow);
        this.roles = new Roles(recording.network(), rules, way);
        this.run = recording.run();
        this.buffers = new Buffers(recording.blocks(), run);
        this.checks = checks;
        starts.forEach(start -> results.add(new HashMap<>()));
    }

    /**
     * The relevance of some layers.
     *
     * @param recording one image
     * @param starts for each start, the relevance of layers by number
     * @param rules which layer does what
     * @param taps the layers that are read, by number
     * @return for each start, the relevance of the taps
     * @throws IllegalArgumentException if a tap lies neither at nor below a layer of a start
     * @throws ArithmeticException if relevance is not finite; names the first layer that received such a value
     */
    public static List<Map<Integer, Tensor>> propagate(
            Recording recording, List<Map<Integer, Tensor>> starts, RelevanceRules rules, Collection<Integer> taps) {
        Topology topology = recording.network().topology();
        int largest = topology.spec().input().size();
        for (int layer = 0; layer < topology.size(); layer++) {
            largest = Math.max(largest, topology.shape(layer).size());
        }
        int batch = Math.max(1, MOST_FLOATS / largest);
        List<Map<Integer, Tensor>> results = new ArrayList<>();
        for (int first = 0; first < starts.size(); first += batch) {
            List<Map<Integer, Tensor>> some = starts.subList(first, Math.min(first + batch, starts.size()));
            List<Map<Integer, Tensor>> found = new RelevancePass(recording, rules, some, taps, false).execute();
            if (found.stream().anyMatch(one -> one.values().stream().anyMatch(RelevancePass::isNotFinite))) {
                // Once more, to see where it began.
                found = new RelevancePass(recording, rules, some, taps, true).execute();
            }
            results.addAll(found);
        }
        return results;
    }

    private static boolean isNotFinite(Tensor tensor) {
        for (int i = 0; i < tensor.size(); i++) {
            if (!Float.isFinite(tensor.get(i))) {
                return true;
            }
        }
        return false;
    }

    private List<Map<Integer, Tensor>> execute() {
        try {
            return recording.network().gemm().within(() -> {
                for (int layer = topology.size() - 1; layer >= Topology.INPUT; layer--) {
                    if (way.passes(layer)) {
                        at(layer);
                    }
                }
                return results;
            });
        } finally {
            recording.blocks().giveBackAll();
        }
    }

    /** All that arrives at a layer has arrived. */
    private void at(int layer) {
        addStarts(layer);
        Maps r = relevance.remove(layer);
        if (taps.contains(layer)) {
            read(layer, Optional.ofNullable(r));
        }
        if (r == null) {
            return;
        }
        if (checks) {
            check(layer, r);
        }
        if (layer != Topology.INPUT && leadsOn(layer)) {
            handDown(layer, r);
        } else {
            buffers.giveBack(r);
        }
    }

    private boolean leadsOn(int layer) {
        return Arrays.stream(topology.inputs(layer)).anyMatch(way::passes);
    }

    private void addStarts(int layer) {
        Shape shape = topology.shape(layer);
        for (int n = 0; n < starts.size(); n++) {
            Tensor start = starts.get(n).get(layer);
            if (start != null) {
                Maps r = target(layer);
                Maps one = new Maps(r.data(), r.index(n, 0, 0), 1, r.height(), r.width(), r.channels());
                Tensor sum = start;
                if (started(layer)) {
                    sum = add(start, Transfers.get(one, 0, Region.whole(shape.height(), shape.width())));
                }
                Transfers.put(List.of(sum), one, run);
            }
        }
    }

    private boolean started(int layer) {
        return relevance.containsKey(layer);
    }

    private static Tensor add(Tensor a, Tensor b) {
        float[] sum = a.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.get(i);
        }
        return Tensor.adopt(a.shape(), sum);
    }

    private void read(int layer, Optional<Maps> r) {
        Shape shape = topology.shape(layer);
        for (int n = 0; n < starts.size(); n++) {
            Tensor values = r.isPresent()
                    ? Transfers.get(r.get(), n, Region.whole(shape.height(), shape.width()))
                    : Tensor.adopt(shape, new float[shape.size()]);
            results.get(n).put(layer, values);
        }
    }

    private void check(int layer, Maps r) {
        String name =
                layer == Topology.INPUT ? "the input" : topology.node(layer).name();
        for (int i = 0; i < r.size(); i++) {
            float value = r.data().host().get(r.at() + i);
            if (!Float.isFinite(value)) {
                throw new ArithmeticException(topology.spec().name() + ": the relevance of " + name + " is " + value
                        + " by the rules " + rules.name()
                        + ", expected finite values; a larger stabilizer keeps denominators away from zero");
            }
        }
    }

    /** The relevance of a layer so far, zeros at first. */
    private Maps target(int layer) {
        return relevance.computeIfAbsent(layer, unknown -> {
            Maps zeros = buffers.maps(starts.size(), topology.shape(layer));
            buffers.clear(zeros);
            return zeros;
        });
    }

    private void handDown(int layer, Maps r) {
        int[] sources = topology.inputs(layer);
        switch (flow.get(layer)) {
            case PASS -> pass(r, sources[0]);
            case ROUTE -> route(layer, r);
            case PROPORTION -> inProportion(layer, r);
            case RULE -> byRule(layer, r);
            case GATE -> gated(layer, r);
        }
    }

    /** Gives the block away where nothing has arrived yet. */
    private void pass(Maps r, int source) {
        if (started(source)) {
            Shares.add(r, target(source), run);
            buffers.giveBack(r);
        } else {
            relevance.put(source, r);
        }
    }

    private PullBackContext context(int layer) {
        PullBackContext.Recorded recorded = new PullBackContext.Recorded() {
            @Override
            public Maps x(int input) {
                return recording.maps(topology.inputs(layer)[input]);
            }

            @Override
            public Maps y() {
                return recording.maps(layer);
            }
        };
        return new PullBackContext(recorded, BackwardRule.GRADIENT, run);
    }

    private void route(int layer, Maps r) {
        Layer itself = recording.network().layer(layer);
        int[] sources = topology.inputs(layer);
        for (int i = 0; i < sources.length; i++) {
            if (way.passes(sources[i])) {
                Maps target = target(sources[i]);
                if (itself instanceof Tied tied && rules.maxPooling() == MaxPooling.EQUAL) {
                    tied.pullBackToAll(Buffers.whole(r), Buffers.whole(target), context(layer));
                } else {
                    itself.pullBack(i, Buffers.whole(r), Buffers.whole(target), context(layer));
                }
            }
        }
        buffers.giveBack(r);
    }

    private void inProportion(int layer, Maps r) {
        if (topology.inputs(layer).length == 1) {
            average(layer, r);
        } else {
            sum(layer, r);
        }
        buffers.giveBack(r);
    }

    private Denominator denominator(List<Summand> summands) {
        return new Denominator(summands, new float[0], rules.stabilizer());
    }

    private void average(int layer, Maps r) {
        int source = topology.inputs(layer)[0];
        Shares.divide(r, denominator(List.of(new Summand(1, recording.maps(layer)))), 1, r, run);
        boolean add = started(source);
        Maps target = target(source);
        Maps weights = add ? buffers.like(target) : target;
        buffers.clear(weights);
        Layer itself = recording.network().layer(layer);
        itself.pullBack(0, Buffers.whole(r), Buffers.whole(weights), context(layer));
        Shares.weigh(recording.maps(source), UNCHANGED, weights, target, add, run);
        if (add) {
            buffers.giveBack(weights);
        }
    }

    /** The denominator is the sum of the very values that are weighed, so that the shares add up. */
    private void sum(int layer, Maps r) {
        int[] sources = topology.inputs(layer);
        List<Summand> summands = Arrays.stream(sources)
                .mapToObj(source -> new Summand(1, recording.maps(source)))
                .toList();
        Shares.divide(r, denominator(summands), 1, r, run);
        for (int source : sources) {
            if (way.passes(source)) {
                boolean add = started(source);
                Shares.weigh(recording.maps(source), UNCHANGED, r, target(source), add, run);
            }
        }
    }

    private void byRule(int layer, Maps r) {
        int source = topology.inputs(layer)[0];
        boolean add = started(source);
        Maps target = add ? target(source) : buffers.maps(starts.size(), topology.shape(source));
        new RuleStep(recording, roles, buffers, layer, r).handDown(target, add);
        relevance.put(source, target);
        buffers.giveBack(r);
    }

    private void gated(int layer, Maps r) {
        Optional<Integer> gate = roles.gate(layer);
        int[] sources = topology.inputs(layer);
        if (gate.isPresent()) {
            int signal = sources[1 - gate.get()];
            if (way.passes(signal)) {
                pass(r, signal);
            } else {
                buffers.giveBack(r);
            }
            return;
        }
        Shares.scale(r, 0.5, run);
        for (int source : sources) {
            if (way.passes(source)) {
                Shares.add(r, target(source), run);
            }
        }
        buffers.giveBack(r);
    }
}
