package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.Route;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Unit;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.layer.Channelwise;
import io.github.hdecomp.nd4j.layer.Follower;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from an edited layer up to one site: the steps, and for each layer the region and channels that the site sees. */
final class Path {
    private final Network network;
    private final Topology topology;
    private final Route route;
    private final List<Step> steps = new ArrayList<>();
    /** By layer, the channels that the site sees. */
    private final Map<Integer, BitSet> seen = new HashMap<>();

    private final Map<Integer, Integer> lastUse = new HashMap<>();

    Path(Network network, int tap, Site site) {
        this.network = network;
        this.topology = network.topology();
        this.route = new Route(topology, site.layer(), tap, List.of(new Region(site.y(), site.x(), 1, 1)));
        network.units().forEach(this::addSteps);
        findWanted(site.channels());
        for (int number = 0; number < steps.size(); number++) {
            for (int source : sources(steps.get(number))) {
                lastUse.put(source, number);
            }
        }
    }

    private void addSteps(Unit unit) {
        List<Integer> members = unit.layers().stream()
                .filter(layer -> layer > route.to() && route.passes(layer))
                .toList();
        if (members.isEmpty()) {
            return;
        }
        int first = members.get(0);
        if (first == unit.first() && network.layer(first) instanceof Fusable host) {
            int last = members.get(members.size() - 1);
            Epilogue epilogue = epilogue(host, members, unit);
            Optional<Integer> residual = epilogue.hasResidual() ? unit.residual() : Optional.empty();
            steps.add(new Step(first, last, Optional.of(epilogue), residual));
        } else {
            members.forEach(layer -> steps.add(Step.of(layer)));
        }
    }

    /** What follows the first of some members of a unit. That of all of them is the unit's own, which engines know. */
    private Epilogue epilogue(Fusable host, List<Integer> members, Unit unit) {
        if (unit.epilogue().isPresent() && members.equals(unit.layers())) {
            return unit.epilogue().get();
        }
        Epilogue epilogue = host.epilogue();
        for (int layer : members.subList(1, members.size())) {
            Follower follower = (Follower) network.layer(layer);
            epilogue = follower.appendTo(epilogue).orElseThrow();
        }
        return epilogue;
    }

    /** From the top down, as far as layers keep channels apart. Steps that compute nothing of interest are dropped. */
    private void findWanted(List<Integer> channels) {
        channels.forEach(seen(route.from())::set);
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            BitSet out = seen(step.last());
            if (out.isEmpty()) {
                steps.remove(i);
                continue;
            }
            int[] inputs = topology.inputs(step.first());
            for (int input = 0; input < inputs.length; input++) {
                BitSet in = seen(inputs[input]);
                if (!step.isProduct() && network.layer(step.first()) instanceof Channelwise layer) {
                    for (int channel = out.nextSetBit(0); channel >= 0; channel = out.nextSetBit(channel + 1)) {
                        int read = layer.channelRead(input, channel);
                        in.set(Math.max(read, 0), read + 1);
                    }
                } else {
                    in.set(0, topology.shape(inputs[input]).channels());
                }
            }
            step.residual().ifPresent(source -> seen(source).or(out));
        }
    }

    private BitSet seen(int layer) {
        return seen.computeIfAbsent(layer, unknown -> new BitSet());
    }

    List<Step> steps() {
        return steps;
    }

    /** The layers that a step reads. */
    List<Integer> sources(Step step) {
        List<Integer> sources = new ArrayList<>();
        for (int source : topology.inputs(step.first())) {
            sources.add(source);
        }
        step.residual().ifPresent(sources::add);
        return sources;
    }

    /** Whether no step after one reads a layer. */
    boolean isLastUse(int step, int layer) {
        return lastUse.getOrDefault(layer, Integer.MAX_VALUE) == step;
    }

    /** The part of a layer that the site sees. */
    Region region(int layer) {
        return route.region(0, layer);
    }

    /** Whether a step convolves all of a map to all channels of another: the work that the layer's engine is made for. */
    boolean isWhole(Step step) {
        return step.isProduct() && wanted(step.last()).isEmpty() && isWhole(step.last()) && isMap(source(step));
    }

    private boolean isMap(int layer) {
        return isWhole(layer) && region(layer).area() > 1;
    }

    private boolean isWhole(int layer) {
        Shape map = topology.shape(layer);
        return region(layer).equals(Region.whole(map.height(), map.width()));
    }

    private int source(Step step) {
        return topology.inputs(step.first())[0];
    }

    /** The cells of an input that the region of a layer reads. */
    Region read(int layer, int input) {
        Shape map = topology.shape(topology.inputs(layer)[input]);
        return topology.plan(layer).inputRegion(input, region(layer)).clip(map.height(), map.width());
    }

    /** Whether the site sees a channel of a layer. */
    boolean sees(int layer, int channel) {
        return seen(layer).get(channel);
    }

    /** Whether the site sees one of consecutive channels of a layer; {@code end} is the channel after the last. */
    boolean seesAny(int layer, int first, int end) {
        int next = seen(layer).nextSetBit(first);
        return next >= 0 && next < end;
    }

    /** The channels of a layer that the site sees, ascending; empty for all. */
    Optional<int[]> wanted(int layer) {
        BitSet some = seen(layer);
        return some.cardinality() == topology.shape(layer).channels()
                ? Optional.empty()
                : Optional.of(some.stream().toArray());
    }

    /**
     * How much one edit needs at the same time, at the most.
     *
     * @param columns how many channels it changes
     * @return floats
     */
    long floatsPerEdit(int columns) {
        Map<Integer, Long> live = new HashMap<>();
        Map<Integer, Long> thin = new HashMap<>();
        thin.put(route.to(), (long) columns);
        live.put(route.to(), (long) columns * region(route.to()).area());
        long most = 1;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long channels = channels(step, thin);
            long out = channels * region(step.last()).area();
            long copies = sources(step).stream()
                    .mapToLong(source -> live.containsKey(source) ? copy(step, source, thin) : 0)
                    .sum();
            live.put(step.last(), out);
            long held = live.values().stream().mapToLong(Long::longValue).sum();
            most = Math.max(most, held + out + copies);
            int now = i;
            live.keySet().removeIf(layer -> isLastUse(now, layer));
        }
        return most;
    }

    /** What a step may take to lay out an input: full maps for an engine; products read maps where they are and pack vectors. */
    private long copy(Step step, int source, Map<Integer, Long> thin) {
        if (mayConvolve(step, source) && thin.containsKey(source)) {
            return (long) topology.shape(source).channels() * region(source).area();
        }
        long channels = thin.getOrDefault(source, (long) topology.shape(source).channels());
        boolean inPlace = step.isProduct()
                && region(source).area() > 1
                && !step.residual().equals(Optional.of(source));
        return inPlace ? 0 : channels * region(source).area();
    }

    /** Whether an engine may be given all channels of an input. */
    private boolean mayConvolve(Step step, int source) {
        return step.isProduct()
                && wanted(step.last()).isEmpty()
                && region(source).area() > 1;
    }

    /** The channels of a step's output that are computed for each edit. */
    private long channels(Step step, Map<Integer, Long> thin) {
        Layer layer = network.layer(step.first());
        long all = topology.shape(step.last()).channels();
        if (step.isProduct()) {
            wanted(step.last()).ifPresent(some -> thin.put(step.last(), (long) some.length));
            return thin.getOrDefault(step.last(), all);
        }
        if (!(layer instanceof Channelwise few)) {
            return all;
        }
        long columns = 0;
        for (int source : topology.inputs(step.first())) {
            if (route.passes(source)) {
                if (!thin.containsKey(source)) {
                    return all;
                }
                columns += thin.getOrDefault(source, 0L) * few.readers();
            }
        }
        thin.put(step.last(), Math.min(columns, all));
        return Math.min(columns, all);
    }
}
