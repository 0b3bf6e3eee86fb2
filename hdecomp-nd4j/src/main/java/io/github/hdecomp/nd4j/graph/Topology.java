package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.nd4j.layer.LayerPlan;
import io.github.hdecomp.nd4j.layer.Layers;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's graph without weights. Layers are numbered in order of computation; {@link #INPUT} stands for the data layer.
 */
public final class Topology {
    /** The number of the data layer. */
    public static final int INPUT = -1;

    private static final Region NOTHING = new Region(0, 0, 0, 0);

    private final ModelSpec spec;
    private final List<LayerPlan> plans = new ArrayList<>();
    private final List<Shape> outputs = new ArrayList<>();
    private final List<int[]> inputs = new ArrayList<>();
    private final List<List<Integer>> readers = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Plans all layers.
     *
     * @param spec the network
     * @throws IllegalArgumentException if operators are not supported (lists all of them) or a layer does not fit
     */
    public Topology(ModelSpec spec) {
        this.spec = spec;
        checkOperators();
        numbers.put(Tap.INPUT.name(), INPUT);
        for (NodeSpec node : spec.nodes()) {
            int number = plans.size();
            int[] sources = node.inputs().stream().mapToInt(this::number).toArray();
            List<Shape> shapes = new ArrayList<>();
            for (int source : sources) {
                shapes.add(shape(source));
            }
            LayerPlan plan = plan(node, shapes);
            plans.add(plan);
            outputs.add(plan.output());
            inputs.add(sources);
            readers.add(new ArrayList<>());
            for (int source : sources) {
                if (source != INPUT) {
                    readers.get(source).add(number);
                }
            }
            numbers.put(node.name(), number);
        }
        spec.aliases().forEach((alias, name) -> numbers.put(alias, number(name)));
    }

    private LayerPlan plan(NodeSpec node, List<Shape> shapes) {
        try {
            return Layers.plan(node, shapes);
        } catch (IllegalArgumentException complaint) {
            throw new IllegalArgumentException(
                    spec.name() + " for an input of " + spec.input() + ": " + complaint.getMessage(), complaint);
        }
    }

    private void checkOperators() {
        List<String> unsupported = spec.nodes().stream()
                .filter(node -> !Layers.operators().contains(node.operator()))
                .map(node -> node.name() + " (" + node.operator() + ")")
                .toList();
        if (!unsupported.isEmpty()) {
            throw new IllegalArgumentException(spec.name() + ": operators that are not supported: "
                    + String.join(", ", unsupported) + "; supported are " + Layers.operators());
        }
    }

    /**
     * The number of classes.
     *
     * @return how many scores the network ends in; 0 if it ends in a map
     */
    public int classes() {
        Shape scores = shape(logits());
        return scores.height() == 1 && scores.width() == 1 ? scores.channels() : 0;
    }

    /**
     * Checks that there is a label for each class if there are any.
     *
     * @throws IllegalArgumentException if the number of labels is another
     */
    public void checkLabels() {
        int labels = spec.labels().size();
        if (labels != 0 && labels != classes()) {
            throw new IllegalArgumentException(spec.name() + ": got " + labels
                    + " labels, expected one for each of the " + classes() + " classes, or none");
        }
    }

    private int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(spec.name() + ": no layer is called " + name);
        }
        return number;
    }

    /**
     * The number of a tap's layer.
     *
     * @param tap the tap
     * @return {@link #INPUT} for the data layer
     * @throws IllegalArgumentException if there is no such layer; names the nearest
     */
    public int number(Tap tap) {
        Integer number = numbers.get(tap.name());
        return number != null ? number : number(spec.resolve(tap));
    }

    /**
     * The description.
     *
     * @return the network's
     */
    public ModelSpec spec() {
        return spec;
    }

    /**
     * The number of layers.
     *
     * @return without the data layer
     */
    public int size() {
        return plans.size();
    }

    /**
     * The number of the layer that holds the class scores.
     *
     * @return a layer's number
     */
    public int logits() {
        return number(spec.logits());
    }

    /**
     * The description of a layer.
     *
     * @param number a layer's number
     * @return its node
     */
    public NodeSpec node(int number) {
        return spec.nodes().get(number);
    }

    /**
     * The plan of a layer.
     *
     * @param number a layer's number
     * @return the layer without weights
     */
    public LayerPlan plan(int number) {
        return plans.get(number);
    }

    /**
     * What a layer reads.
     *
     * @param number a layer's number
     * @return the numbers of its inputs, in order
     */
    public int[] inputs(int number) {
        return inputs.get(number);
    }

    /**
     * Which layers read a layer.
     *
     * @param number a layer's number
     * @return their numbers in ascending order, one for each time that it is read
     */
    public List<Integer> readers(int number) {
        return readers.get(number);
    }

    /**
     * Whether a layer reads another one, directly or through others.
     *
     * @param number a layer's number or {@link #INPUT}
     * @param below another one
     * @return false for a layer and itself
     */
    public boolean dependsOn(int number, int below) {
        boolean[] depends = new boolean[Math.max(number, below) + 2];
        depends[below + 1] = true;
        for (int layer = below + 1; layer <= number; layer++) {
            depends[layer + 1] = Arrays.stream(inputs(layer)).anyMatch(source -> depends[source + 1]);
        }
        return number > below && depends[number + 1];
    }

    /**
     * The shape of a layer's output.
     *
     * @param number a layer's number or {@link #INPUT}
     * @return (C, H, W)
     */
    public Shape shape(int number) {
        return number == INPUT ? spec.input() : outputs.get(number);
    }

    /**
     * The receptive field of one inner neuron of a layer in the input, and the distance of neighbours' fields.
     *
     * @param size the extent of the field
     * @param stride the distance; 0 where every neuron sees the whole input
     */
    public record Field(Extent size, Extent stride) {}

    /**
     * The receptive field of a layer's neurons in the input, not cut at the border.
     *
     * @param number a layer's number
     * @return size and stride
     */
    public Field field(int number) {
        Region here = unclipped(number, new Region(0, 0, 1, 1));
        Region next = unclipped(number, new Region(1, 1, 1, 1));
        Extent stride = new Extent(next.y() - here.y(), next.x() - here.x());
        Shape in = spec.input();
        boolean global = stride.height() == 0 && stride.width() == 0;
        Extent size = global
                ? new Extent(Math.min(here.height(), in.height()), Math.min(here.width(), in.width()))
                : new Extent(here.height(), here.width());
        return new Field(size, stride);
    }

    /**
     * The part of the input that regions of some layers read, cut at each layer's border.
     *
     * @param regions by the number of a layer, or {@link #INPUT}, a region inside its map
     * @return a region of the input, empty if none of it is read
     */
    public Region inputRegion(Map<Integer, Region> regions) {
        int highest = Collections.max(regions.keySet());
        Region[] read = new Region[highest + 2];
        Arrays.fill(read, NOTHING);
        regions.forEach((number, region) -> read[number + 1] = region);
        for (int layer = highest; layer > INPUT; layer--) {
            int[] sources = inputs.get(layer);
            for (int i = 0; read[layer + 1].area() > 0 && i < sources.length; i++) {
                Shape map = shape(sources[i]);
                Region below = plans.get(layer).inputRegion(i, read[layer + 1]).clip(map.height(), map.width());
                read[sources[i] + 1] = read[sources[i] + 1].cover(below);
            }
        }
        return read[INPUT + 1];
    }

    private Region unclipped(int number, Region region) {
        Map<Integer, Region> regions = new HashMap<>(Map.of(number, region));
        for (int current = number; current > INPUT; current--) {
            Region above = regions.remove(current);
            if (above != null) {
                int[] sources = inputs.get(current);
                for (int i = 0; i < sources.length; i++) {
                    regions.merge(sources[i], plans.get(current).inputRegion(i, above), Region::cover);
                }
            }
        }
        return regions.getOrDefault(INPUT, NOTHING);
    }
}
