package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.memory.BufferPlan;
import io.github.hdecomp.nd4j.train.layer.TrainingLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training step runs and where its maps lie. Features of all layers are kept for the way back, but a ReLU writes over
 * its input where nobody else looks at that; cotangents live only from layer to layer, and layers that pull back in place hand
 * theirs down.
 */
final class TrainingLayout {
    /** No input is pulled back to in place. */
    static final int NONE = -1;

    private final Topology topology;
    private final List<TrainingLayer> layers;
    private final boolean[] used;
    private final boolean[] pulled;
    private final int[] features;
    private final int[] inPlace;
    private final Map<Integer, Integer> owner = new HashMap<>();
    private final Map<Integer, Integer> cotangents = new HashMap<>();
    private final int featureLength;
    private final int cotangentLength;

    TrainingLayout(Topology topology, List<TrainingLayer> layers) {
        this.topology = topology;
        this.layers = layers;
        this.used = new boolean[topology.size()];
        this.pulled = new boolean[topology.size()];
        this.features = new int[topology.size() + 1];
        this.inPlace = new int[topology.size()];
        findUsed();
        findPulled();
        this.featureLength = placeFeatures();
        shareCotangents();
        this.cotangentLength = placeCotangents();
    }

    private void findUsed() {
        used[topology.logits()] = true;
        for (int layer = topology.logits(); layer >= 0; layer--) {
            if (used[layer]) {
                sources(layer).forEach(source -> used[source] = true);
            }
        }
    }

    private void findPulled() {
        for (int layer = 0; layer < used.length; layer++) {
            pulled[layer] = used[layer]
                    && (layers.get(layer).learns() || sources(layer).stream().anyMatch(source -> pulled[source]));
        }
    }

    /** The layers that a layer reads, without the data layer. */
    private List<Integer> sources(int layer) {
        return Arrays.stream(topology.inputs(layer))
                .filter(source -> source != Topology.INPUT)
                .boxed()
                .toList();
    }

    private List<Integer> readers(int layer) {
        return topology.readers(layer).stream().filter(reader -> used[reader]).toList();
    }

    private int placeFeatures() {
        int at = topology.shape(Topology.INPUT).size();
        for (int layer = 0; layer < used.length; layer++) {
            if (used[layer] && writesOverInput(layer)) {
                features[layer + 1] = features[topology.inputs(layer)[0] + 1];
            } else if (used[layer]) {
                features[layer + 1] = at;
                at = Math.addExact(at, topology.shape(layer).size());
            }
        }
        return at;
    }

    private boolean writesOverInput(int layer) {
        int source = topology.inputs(layer)[0];
        return topology.node(layer).operator().equals("Relu")
                && source != Topology.INPUT
                && readers(source).size() == 1
                && !layers.get(source).readsOutput();
    }

    private void shareCotangents() {
        Arrays.fill(inPlace, NONE);
        for (int layer = topology.logits(); layer >= 0; layer--) {
            int[] sources = topology.inputs(layer);
            for (int i = 0; i < sources.length && inPlace[layer] == NONE; i++) {
                if (pulled[layer]
                        && layers.get(layer).worksInPlace()
                        && isPulled(sources[i])
                        && readers(sources[i]).size() == 1) {
                    inPlace[layer] = i;
                    owner.put(sources[i], ownerOf(layer));
                }
            }
        }
    }

    private int ownerOf(int layer) {
        return owner.getOrDefault(layer, layer);
    }

    private int placeCotangents() {
        int top = topology.logits();
        Map<Integer, Integer> lastStep = new HashMap<>();
        for (int layer = top; layer >= 0; layer--) {
            if (pulled[layer]) {
                lastStep.put(ownerOf(layer), top - layer);
            }
        }
        BufferPlan plan = new BufferPlan();
        List<Integer> owners = new ArrayList<>(lastStep.keySet());
        for (int layer : owners) {
            int first = layer == top ? 0 : top - firstWriter(layer);
            plan.add(topology.shape(layer).size(), first, lastStep.getOrDefault(layer, first));
        }
        BufferPlan.Layout layout = plan.layout(topology.spec().name() + ": the gradient of a picture");
        for (int i = 0; i < owners.size(); i++) {
            cotangents.put(owners.get(i), layout.offsets().get(i));
        }
        return layout.length();
    }

    /** Whether the forward pass needs a layer. */
    boolean isUsed(int layer) {
        return used[layer];
    }

    /** Whether cotangents have to reach a layer. */
    boolean isPulled(int layer) {
        return layer != Topology.INPUT && pulled[layer];
    }

    /** The layer whose pull-back is the first to write cotangents of a layer. */
    int firstWriter(int layer) {
        return readers(layer).stream().mapToInt(reader -> reader).max().orElse(layer);
    }

    /** Which input's cotangents take the place of a layer's own; {@link #NONE} if none do. */
    int inPlace(int layer) {
        return inPlace[layer];
    }

    /** Where a layer's maps begin, for one picture. */
    int features(int layer) {
        return features[layer + 1];
    }

    /** Where a layer's cotangents begin, for one picture. */
    int cotangents(int layer) {
        return cotangents.getOrDefault(ownerOf(layer), 0);
    }

    /** Floats of the features of one picture. */
    int featureLength() {
        return featureLength;
    }

    /** Floats of the cotangents of one picture. */
    int cotangentLength() {
        return cotangentLength;
    }
}
