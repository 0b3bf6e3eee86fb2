package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.layer.Follower;
import io.github.hdecomp.nd4j.layer.Fusable;
import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Groups layers into units: behind a convolution or a linear layer, batch norms, one residual add and one ReLU, as long as
 * nothing else reads what lies between and it is more than one cell. Outputs inside a unit are computed only if someone asks for them.
 */
final class Fusion {
    private final Topology topology;
    private final List<Layer> layers;
    private final boolean[] taken;

    private Fusion(Topology topology, List<Layer> layers) {
        this.topology = topology;
        this.layers = layers;
        this.taken = new boolean[layers.size()];
    }

    /** All units in an order in which they can be computed: by the layer that they write. */
    static List<Unit> units(Topology topology, List<Layer> layers) {
        Fusion fusion = new Fusion(topology, layers);
        List<Unit> units = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            if (!fusion.taken[layer]) {
                units.add(fusion.startingAt(layer));
            }
        }
        units.sort(Comparator.comparingInt(Unit::last));
        return units;
    }

    private Unit startingAt(int first) {
        List<Integer> members = new ArrayList<>(List.of(first));
        taken[first] = true;
        if (!(layers.get(first) instanceof Fusable host) || isVector(first)) {
            return new Unit(members, Optional.empty(), Optional.empty());
        }
        Epilogue epilogue = host.epilogue();
        Optional<Integer> residual = Optional.empty();
        for (int last = first; !epilogue.hasRelu(); last = members.get(members.size() - 1)) {
            List<Integer> readers = topology.readers(last);
            if (readers.size() != 1 || taken[readers.get(0)]) {
                break;
            }
            int next = readers.get(0);
            Optional<Epilogue> extended =
                    layers.get(next) instanceof Follower follower ? follower.appendTo(epilogue) : Optional.empty();
            if (extended.isEmpty()) {
                break;
            }
            if (extended.get().hasResidual() && !epilogue.hasResidual()) {
                residual = Optional.of(otherInput(next, last));
            }
            epilogue = extended.get();
            members.add(next);
            taken[next] = true;
        }
        return new Unit(members, Optional.of(epilogue), residual);
    }

    /** A pass over a vector is free, and to compute it again could mean to read most of the weights. */
    private boolean isVector(int layer) {
        Shape shape = topology.shape(layer);
        return shape.height() * shape.width() == 1;
    }

    private int otherInput(int add, int known) {
        int[] inputs = topology.inputs(add);
        return inputs[0] == known ? inputs[1] : inputs[0];
    }
}
