package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.graph.Topology;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Describes the layers of a graph. */
final class LayerInfos {
    private LayerInfos() {}

    /** All layers; {@code engine} says how each is computed. */
    static List<LayerInfo> of(Topology topology, IntFunction<String> engine) {
        return IntStream.range(0, topology.size())
                .mapToObj(number -> info(topology, number, engine.apply(number)))
                .toList();
    }

    private static LayerInfo info(Topology topology, int number, String engine) {
        NodeSpec node = topology.node(number);
        Topology.Field field = topology.field(number);
        return new LayerInfo(
                node.name(),
                node.operator(),
                topology.shape(number),
                field.size(),
                field.stride(),
                ModelSpec.learned(node),
                engine);
    }
}
