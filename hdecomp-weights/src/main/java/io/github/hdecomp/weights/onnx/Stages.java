package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a network that nobody described is decomposed by default: at the last activation of each resolution, of those that all
 * paths from the picture to the scores go through, so that no shortcut passes by it.
 */
final class Stages {
    private final List<NodeSpec> layers;
    private final Network network;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> activations = new HashSet<>();

    private Stages(List<NodeSpec> layers, Network network) {
        this.layers = layers;
        this.network = network;
    }

    /** The layers, lowest first; empty for networks without any activation on a map. */
    static List<String> of(List<NodeSpec> layers, Network network) {
        return new Stages(layers, network).find();
    }

    private List<String> find() {
        int[] lastReader = lastReaders();
        Map<List<Integer>, String> cutting = new LinkedHashMap<>();
        Map<List<Integer>, String> any = new LinkedHashMap<>();
        int stillRead = lastReader[0];
        for (int place = 0; place < layers.size(); place++) {
            NodeSpec layer = layers.get(place);
            Shape map = network.map(layer.name());
            if (isActivation(layer) && map.height() * map.width() > 1) {
                List<Integer> resolution = List.of(map.height(), map.width());
                any.put(resolution, layer.name());
                if (stillRead <= place) {
                    cutting.put(resolution, layer.name());
                }
            }
            stillRead = Math.max(stillRead, lastReader[place + 1]);
        }
        Set<String> chosen = new HashSet<>(cutting.values());
        any.forEach((resolution, layer) -> {
            if (!cutting.containsKey(resolution)) {
                chosen.add(layer);
            }
        });
        List<String> inOrder = new ArrayList<>(chosen);
        inOrder.sort((a, b) -> Integer.compare(places.getOrDefault(a, 0), places.getOrDefault(b, 0)));
        return Collections.unmodifiableList(inOrder);
    }

    /** For the picture and then each layer, the place of the last layer that reads it. */
    private int[] lastReaders() {
        int[] last = new int[layers.size() + 1];
        for (int place = 0; place < layers.size(); place++) {
            for (String source : layers.get(place).inputs()) {
                last[places.getOrDefault(source, -1) + 1] = place;
            }
            places.put(layers.get(place).name(), place);
        }
        return last;
    }

    /** Also a stack of activations, pooled or not, and a product of one with what it was made of. */
    private boolean isActivation(NodeSpec layer) {
        boolean stack = layer.operator().equals("Concat") && activations.containsAll(layer.inputs());
        boolean gated =
                layer.operator().equals("Mul") && layer.inputs().stream().anyMatch(activations::contains);
        boolean pooled = Set.of("MaxPool", "AveragePool", "Dropout").contains(layer.operator())
                && activations.containsAll(layer.inputs());
        boolean activation = Activations.isActivation(layer.operator()) || stack || gated;
        if (activation || pooled) {
            activations.add(layer.name());
        }
        return activation;
    }
}
