package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers between decisions and a layer below them, and for each of those layers the region that each decision reads:
 * outside it the derivative is exactly zero. Regions pass through every path between the two and are cut at each layer's
 * border. A decision may begin at several layers.
 */
public final class Route {
    private static final Region NOTHING = new Region(0, 0, 0, 0);

    private final Topology topology;
    private final Set<Integer> starts;
    private final int from;
    private final int to;
    /** By layer number + 1, since the data layer is -1. */
    private final boolean[] passed;

    private final List<Region[]> regions = new ArrayList<>();

    /** The extents of the largest region of each layer, by layer number + 1. */
    private final int[] heights;

    private final int[] widths;

    /**
     * Finds the way down from one layer.
     *
     * @param topology the graph
     * @param from the layer of the decisions
     * @param to the layer to reach, or {@link Topology#INPUT}
     * @param seeds for each decision, the region of its layer that it is
     * @throws IllegalArgumentException if {@code to} does not lie below {@code from}
     */
    public Route(Topology topology, int from, int to, List<Region> seeds) {
        this(
                topology,
                Set.of(from),
                to,
                seeds.stream().map(seed -> Map.of(from, seed)).toList());
    }

    /**
     * Finds the way down from one layer or several.
     *
     * @param topology the graph
     * @param starts the layers that decisions begin at
     * @param to the layer to reach, or {@link Topology#INPUT}
     * @param seeds for each decision, the regions of these layers that it is
     * @throws IllegalArgumentException if {@code to} does not lie below each of {@code starts}
     */
    public Route(Topology topology, Set<Integer> starts, int to, List<Map<Integer, Region>> seeds) {
        this.topology = topology;
        this.starts = Set.copyOf(starts);
        this.from = Collections.max(starts);
        this.to = to;
        boolean[] above = above();
        for (int start : starts) {
            if (start == Topology.INPUT) {
                throw new IllegalArgumentException(topology.spec().name()
                        + ": nothing lies below the data layer input; decompose a decision of a layer above it");
            }
            if (start <= to || !above[start + 1]) {
                throw new IllegalArgumentException(
                        topology.spec().name() + ": " + name(to) + " does not lie below " + name(start));
            }
        }
        this.passed = between(above);
        seeds.forEach(seed -> regions.add(down(seed)));
        this.heights = new int[topology.size() + 1];
        this.widths = new int[topology.size() + 1];
        for (Region[] read : regions) {
            for (int i = 0; i < read.length; i++) {
                heights[i] = Math.max(heights[i], read[i].height());
                widths[i] = Math.max(widths[i], read[i].width());
            }
        }
    }

    private String name(int number) {
        return number == Topology.INPUT ? "input" : topology.node(number).name();
    }

    /** The layers that depend on {@code to}, by number + 1. */
    private boolean[] above() {
        boolean[] above = new boolean[topology.size() + 1];
        above[to + 1] = true;
        for (int layer = to + 1; layer <= from; layer++) {
            for (int source : topology.inputs(layer)) {
                above[layer + 1] |= source >= to && above[source + 1];
            }
        }
        return above;
    }

    /** The layers that one of {@code starts} depends on and that depend on {@code to}. */
    private boolean[] between(boolean[] above) {
        boolean[] both = new boolean[topology.size() + 1];
        starts.forEach(start -> both[start + 1] = true);
        for (int layer = from; layer > to; layer--) {
            if (both[layer + 1]) {
                for (int source : topology.inputs(layer)) {
                    both[source + 1] |= source >= to && above[source + 1];
                }
            }
        }
        return both;
    }

    private Region[] down(Map<Integer, Region> seed) {
        Region[] read = new Region[topology.size() + 1];
        Arrays.fill(read, NOTHING);
        seed.forEach((layer, region) -> read[layer + 1] = region);
        for (int layer = from; layer > to; layer--) {
            int[] sources = topology.inputs(layer);
            for (int i = 0; passes(layer) && i < sources.length; i++) {
                if (passes(sources[i])) {
                    Shape map = topology.shape(sources[i]);
                    Region region = topology.plan(layer).inputRegion(i, read[layer + 1]);
                    read[sources[i] + 1] = read[sources[i] + 1].cover(region.clip(map.height(), map.width()));
                }
            }
        }
        return read;
    }

    /**
     * Whether cotangents pass a layer on their way.
     *
     * @param layer a layer's number
     * @return true for both ends of the route and every layer between
     */
    public boolean passes(int layer) {
        return layer >= to && passed[layer + 1];
    }

    /**
     * Whether decisions begin at a layer.
     *
     * @param layer a layer's number
     * @return true for the layer {@link #from} and, where decisions begin at several, for the others
     */
    public boolean startsAt(int layer) {
        return starts.contains(layer);
    }

    /**
     * The layer of the decisions, the highest if they begin at several.
     *
     * @return its number
     */
    public int from() {
        return from;
    }

    /**
     * The layer that is reached.
     *
     * @return its number
     */
    public int to() {
        return to;
    }

    /**
     * The region of a layer that a decision reads.
     *
     * @param decision its index
     * @param layer a layer's number
     * @return the region, empty if the decision does not read the layer
     */
    public Region region(int decision, int layer) {
        return regions.get(decision)[layer + 1];
    }

    /**
     * The number of cells of a patch that covers the region of any decision in a layer.
     *
     * @param layer a layer's number
     * @return rows times columns
     */
    public int cells(int layer) {
        return height(layer) * width(layer);
    }

    private int height(int layer) {
        return heights[layer + 1];
    }

    private int width(int layer) {
        return widths[layer + 1];
    }

    /**
     * Patches of one size that cover the regions of all decisions in a layer, each inside the map.
     *
     * @param layer a layer's number
     * @param maps for each decision, its map in the batch
     * @return where they lie; of size 0 if no decision reads the layer
     */
    public Placement placement(int layer, int[] maps) {
        Shape shape = topology.shape(layer);
        int height = height(layer);
        int width = width(layer);
        int[] y = new int[regions.size()];
        int[] x = new int[regions.size()];
        for (int i = 0; i < y.length; i++) {
            Region region = region(i, layer);
            y[i] = Math.min(region.y(), shape.height() - height);
            x[i] = Math.min(region.x(), shape.width() - width);
        }
        return new Placement(maps, y, x, height, width);
    }
}
