package io.github.hdecomp.nd4j.graph;

import io.github.hdecomp.nd4j.layer.Layer;
import io.github.hdecomp.nd4j.memory.BufferPlan;
import java.util.Arrays;
import java.util.List;

/**
 * Where the outputs of layers lie in one block of memory, for one image; for n images every offset is n times as large.
 * Identities share the place of what they read. Outputs inside a unit have no place.
 */
final class MemoryLayout {
    private static final int NOWHERE = -1;

    /** By layer number + 1, since the data layer is -1. */
    private final int[] offsets;

    private final int length;

    private MemoryLayout(int[] offsets, int length) {
        this.offsets = offsets;
        this.length = length;
    }

    /** All outputs are kept. */
    static MemoryLayout recording(Topology topology, List<Layer> layers, List<Unit> units) {
        return plan(topology, layers, units, true);
    }

    /** An output is kept until its last reader is computed, the class scores to the end. */
    static MemoryLayout prediction(Topology topology, List<Layer> layers, List<Unit> units) {
        return plan(topology, layers, units, false);
    }

    private static MemoryLayout plan(Topology topology, List<Layer> layers, List<Unit> units, boolean keep) {
        int end = units.size();
        int[] owner = new int[topology.size() + 1];
        int[] written = new int[topology.size() + 1];
        int[] lastRead = new int[topology.size() + 1];
        Arrays.fill(owner, NOWHERE);
        owner[0] = 0;
        for (int step = 0; step < end; step++) {
            Unit unit = units.get(step);
            for (int layer : unit.layers()) {
                for (int source : topology.inputs(layer)) {
                    int place = owner[source + 1];
                    if (place != NOWHERE) {
                        lastRead[place] = Math.max(lastRead[place], step);
                    }
                }
            }
            boolean identity = layers.get(unit.first()).isIdentity();
            owner[unit.last() + 1] = identity ? owner[topology.inputs(unit.first())[0] + 1] : unit.last() + 1;
            written[unit.last() + 1] = step;
            lastRead[unit.last() + 1] = Math.max(lastRead[unit.last() + 1], step);
        }
        lastRead[owner[topology.logits() + 1]] = end;
        return layout(topology, owner, written, lastRead, keep ? end : NOWHERE);
    }

    private static MemoryLayout layout(Topology topology, int[] owner, int[] written, int[] lastRead, int keepUntil) {
        BufferPlan plan = new BufferPlan();
        int[] buffer = new int[owner.length];
        for (int place = 0; place < owner.length; place++) {
            if (owner[place] == place) {
                int last = Math.max(lastRead[place], keepUntil);
                buffer[place] = plan.add(topology.shape(place - 1).size(), written[place], last);
            }
        }
        BufferPlan.Layout layout = plan.layout(
                topology.spec().name() + ": an input of " + topology.spec().input());
        int[] offsets = new int[owner.length];
        for (int place = 0; place < owner.length; place++) {
            offsets[place] =
                    owner[place] == NOWHERE ? NOWHERE : layout.offsets().get(buffer[owner[place]]);
        }
        return new MemoryLayout(offsets, layout.length());
    }

    /** Whether the output of a layer, or the input, has a place. */
    boolean holds(int number) {
        return offsets[number + 1] != NOWHERE;
    }

    /** Where the output of a layer, or the input, starts. */
    int offset(int number) {
        if (!holds(number)) {
            throw new IllegalStateException("layer " + number + " has no place of its own");
        }
        return offsets[number + 1];
    }

    /** Floats for one image. */
    int length() {
        return length;
    }
}
