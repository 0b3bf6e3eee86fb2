package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.model.Edit;
import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.Scores;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Class scores of a network, layers of which are edited while it is computed. */
public final class EditedScores {
    private EditedScores() {}

    /**
     * Runs a network from the input up.
     *
     * @param network the network
     * @param input an image of the network's input shape
     * @param edits by the number of the layer, or {@link Topology#INPUT}
     * @return shape (classes)
     * @throws IllegalArgumentException if a layer is computed only as a part of others, or has no such channel
     */
    public static Tensor of(Network network, Tensor input, Map<Integer, Edit> edits) {
        Topology topology = network.topology();
        for (int number : edits.keySet()) {
            if (!network.isShown(number)) {
                throw new IllegalArgumentException(topology.spec().name() + ": " + name(topology, number)
                        + " is not computed by itself, but together with layers that read it or that it passes on;"
                        + " edit one of these");
            }
        }
        return Scores.of(network, input, (number, maps) -> {
            Edit edit = edits.get(number);
            if (edit != null) {
                apply(edit, maps, topology.spec().name(), name(topology, number));
            }
        });
    }

    private static String name(Topology topology, int number) {
        return number == Topology.INPUT ? "input" : topology.node(number).name();
    }

    private static void apply(Edit edit, Maps maps, String net, String layer) {
        Replacement replacement =
                Replacement.of(List.of(edit), maps, net, layer).get(0);
        int[] channels = replacement.channels();
        float[] cell = new float[maps.channels()];
        for (int i = 0; i < maps.cells(); i++) {
            int at = maps.at() + i * cell.length;
            maps.data().host().get(at, cell);
            for (int c = 0; c < channels.length; c++) {
                cell[channels[c]] = replacement.values()[c];
            }
            maps.data().host().put(at, cell);
        }
    }
}
