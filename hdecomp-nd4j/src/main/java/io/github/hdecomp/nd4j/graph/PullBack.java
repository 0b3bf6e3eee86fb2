package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.layer.Elementwise;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.layer.PullBackContext;
import io.github.hdecomp.nd4j.memory.BufferPlan;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.tensor.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch of decisions of one layer, or of several, back down a recording to another layer: through each layer on the
 * route in turn, on patches that cover what the decisions read there.
 */
public final class PullBack {
    /** The most floats that the cotangents of one batch may take; more decisions are split into several. */
    private static final int MOST_FLOATS = 1 << 26;

    private static final int NOT_SHARED = -1;

    private final Recording recording;
    private final Network network;
    private final Topology topology;
    private final Route route;
    private final List<? extends Seed> seeds;
    private final BackwardRule rule;
    private final Run run;
    private final Map<Integer, Patches> patches = new HashMap<>();
    private final Map<Integer, Integer> shared = new HashMap<>();
    private final boolean[] started;

    /**
     * One value of a layer's output.
     *
     * @param channel its channel
     * @param y its row
     * @param x its column
     */
    public record Neuron(int channel, int y, int x) {}

    /**
     * What is made of the cotangents that arrive.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface Result<T> {
        /**
         * Reads the cotangents of one decision.
         *
         * @param cotangents those of all decisions of a batch, a patch each; valid during the call
         * @param patch the decision's patch
         * @param inPatch the part of the patch that the decision can reach
         * @param region the same part in the layer's map
         * @return what is made of them
         */
        T read(Maps cotangents, int patch, Region inPatch, Region region);
    }

    private PullBack(Recording recording, Route route, List<? extends Seed> seeds, BackwardRule rule) {
        this.recording = recording;
        this.network = recording.network();
        this.topology = network.topology();
        this.route = route;
        this.seeds = seeds;
        this.rule = rule;
        this.run = recording.run();
        this.started = new boolean[topology.size() + 1];
    }

    /**
     * The derivatives of some decisions with respect to a layer.
     *
     * @param <T> what is made of them
     * @param recording one image
     * @param to a layer below all decisions, or {@link Topology#INPUT}
     * @param seeds what to differentiate, all of the same layers
     * @param rule what ReLUs do
     * @param result what is made of each derivative; called by several threads
     * @return one result per decision, in order
     * @throws IllegalArgumentException if {@code to} does not lie below a decision
     */
    public static <T> List<T> pull(
            Recording recording, int to, List<? extends Seed> seeds, BackwardRule rule, Result<T> result) {
        List<T> results = new ArrayList<>();
        Topology topology = recording.network().topology();
        int batch = seeds.size();
        for (int first = 0; first < seeds.size(); first += batch) {
            List<? extends Seed> rest = seeds.subList(first, seeds.size());
            Route route = route(topology, to, rest);
            batch = Math.max(1, (int) Math.min(rest.size(), MOST_FLOATS / floatsPerSeed(topology, route)));
            List<? extends Seed> now = rest.subList(0, batch);
            Route narrowed = batch == rest.size() ? route : route(topology, to, now);
            PullBack pullBack = new PullBack(recording, narrowed, now, rule);
            results.addAll(recording.network().gemm().within(() -> pullBack.execute(result)));
        }
        return results;
    }

    private static Route route(Topology topology, int to, List<? extends Seed> seeds) {
        List<Map<Integer, Region>> regions = seeds.stream().map(Seed::regions).toList();
        return new Route(topology, regions.get(0).keySet(), to, regions);
    }

    private static long floatsPerSeed(Topology topology, Route route) {
        long floats = 1;
        for (int layer = route.to(); layer <= route.from(); layer++) {
            if (route.passes(layer)) {
                floats += (long) route.cells(layer) * topology.shape(layer).channels();
            }
        }
        return floats;
    }

    private <T> List<T> execute(Result<T> result) {
        allocate();
        seed();
        for (int layer = route.from(); layer > route.to(); layer--) {
            if (route.passes(layer)) {
                through(layer);
            }
        }
        return results(result);
    }

    /** Lays out the patches of all layers on the route; layers that work in place hand theirs down. */
    private void allocate() {
        int[] firstMap = new int[seeds.size()];
        Map<Integer, Placement> places = new TreeMap<>(Comparator.reverseOrder());
        for (int layer = route.from(); layer >= route.to(); layer--) {
            if (route.passes(layer)) {
                places.put(layer, route.placement(layer, firstMap));
            }
        }
        Map<Integer, Integer> owner = owners(places);
        Map<Integer, Integer> lastStep = new HashMap<>();
        places.keySet().forEach(layer -> lastStep.put(ownerOf(owner, layer), route.from() - layer));
        BufferPlan plan = new BufferPlan();
        Map<Integer, Integer> buffer = new HashMap<>();
        lastStep.forEach((layer, last) -> {
            int size = Math.multiplyExact(
                    Math.multiplyExact(seeds.size(), route.cells(layer)),
                    topology.shape(layer).channels());
            buffer.put(layer, plan.add(size, firstStep(layer), last));
        });
        BufferPlan.Layout layout = plan.layout(topology.spec().name() + ": the gradient of a decision");
        NativeFloats block = recording.arena().cotangents(layout.length());
        places.forEach((layer, place) -> {
            int at = layout.offsets().get(buffer.getOrDefault(ownerOf(owner, layer), 0));
            int channels = topology.shape(layer).channels();
            Maps values = new Maps(block, at, place.count(), place.height(), place.width(), channels);
            patches.put(layer, new Patches(place, values));
        });
    }

    private static int ownerOf(Map<Integer, Integer> owner, int layer) {
        return owner.getOrDefault(layer, layer);
    }

    /** For each layer that is handed the patch of the layer above, the layer where that patch came from first. */
    private Map<Integer, Integer> owners(Map<Integer, Placement> places) {
        Map<Integer, Integer> owner = new HashMap<>();
        places.forEach((layer, place) -> {
            if (layer > route.to() && network.layer(layer) instanceof Elementwise) {
                int[] sources = topology.inputs(layer);
                for (int i = 0; i < sources.length && !shared.containsKey(layer); i++) {
                    Placement below = places.get(sources[i]);
                    if (below != null && onlyReader(sources[i]) && below.same(place)) {
                        owner.put(sources[i], ownerOf(owner, layer));
                        shared.put(layer, i);
                    }
                }
            }
        });
        return owner;
    }

    /** Whether all of a layer's cotangents come from one layer above it. */
    private boolean onlyReader(int source) {
        return source != Topology.INPUT
                && !route.startsAt(source)
                && topology.readers(source).stream().filter(route::passes).count() == 1;
    }

    /** The step at which a layer's patch is first written: at once, or when the highest layer that reads it is worked on. */
    private int firstStep(int layer) {
        if (route.startsAt(layer)) {
            return 0;
        }
        for (int reader = route.from(); reader > layer; reader--) {
            if (route.passes(reader) && Arrays.stream(topology.inputs(reader)).anyMatch(source -> source == layer)) {
                return route.from() - reader;
            }
        }
        throw new IllegalStateException("nothing on the route reads layer " + layer);
    }

    private Patches at(int layer) {
        Patches found = patches.get(layer);
        if (found == null) {
            throw new IllegalStateException("layer " + layer + " is not on the route");
        }
        return found;
    }

    private void seed() {
        for (int layer = route.from(); layer > route.to(); layer--) {
            if (route.startsAt(layer)) {
                start(layer);
                Patches here = at(layer);
                for (int i = 0; i < seeds.size(); i++) {
                    seeds.get(i)
                            .addTo(
                                    layer,
                                    here.values(),
                                    i,
                                    here.place().y(i),
                                    here.place().x(i));
                }
            }
        }
    }

    /** Sets a patch to zero before seeds are added to it. */
    private void start(int layer) {
        if (!started[layer + 1]) {
            started[layer + 1] = true;
            at(layer).clear(run);
        }
    }

    private void through(int number) {
        Layer layer = network.layer(number);
        PullBackContext context = new PullBackContext(recorded(number), rule, run);
        int[] sources = topology.inputs(number);
        int inPlace = shared.getOrDefault(number, NOT_SHARED);
        for (int i = 0; i < sources.length; i++) {
            if (route.passes(sources[i]) && i != inPlace) {
                if (started[sources[i] + 1]) {
                    layer.pullBack(i, at(number), at(sources[i]), context);
                } else {
                    started[sources[i] + 1] = true;
                    layer.pullBackFirst(i, at(number), at(sources[i]), context);
                }
            }
        }
        if (inPlace != NOT_SHARED) {
            ((Elementwise) layer).pullBackInPlace(at(number), context);
            started[sources[inPlace] + 1] = true;
        }
    }

    private PullBackContext.Recorded recorded(int number) {
        return new PullBackContext.Recorded() {
            @Override
            public Maps x(int input) {
                return recording.maps(topology.inputs(number)[input]);
            }

            @Override
            public Maps y() {
                return recording.maps(number);
            }
        };
    }

    private <T> List<T> results(Result<T> result) {
        Patches reached = at(route.to());
        List<@Nullable T> results = new ArrayList<>(Collections.nCopies(seeds.size(), null));
        run.parallel(seeds.size(), (i, scratch) -> {
            Region region = route.region(i, route.to());
            Region inPatch = new Region(
                    region.y() - reached.place().y(i),
                    region.x() - reached.place().x(i),
                    region.height(),
                    region.width());
            results.set(i, result.read(reached.values(), i, inPatch, region));
        });
        return results.stream().map(Objects::requireNonNull).toList();
    }
}
