package io.github.hdecomp.nd4j.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.RandomNetworks;
import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.PullBack.Neuron;
import io.github.hdecomp.nd4j.graph.Recording;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.kernel.OpenBlasGemm;
import io.github.hdecomp.nd4j.replay.Replays.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReplaysTest {
    private static final Engines ENGINES = new Engines(Optional.empty(), Optional.empty());

    private static Network network(ModelSpec spec, long seed) {
        Topology topology = new Topology(spec);
        return Network.load(topology, Weights.random(spec, seed), 2, new OpenBlasGemm(), ENGINES);
    }

    /** Edits that do not fit one batch have the values that they have together, up to the rounding of larger products. */
    @Property(tries = 40)
    void batchesAreAllEditsTogether(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Network network = network(spec, seed);
                Recording recording = new Recording(network, List.of(RandomNetworks.input(spec, seed)))) {
            int tap = network.topology().number(spec.stages().get(0));
            List<Edit> edits = edits(network.topology().shape(tap).channels());
            List<Target> targets = List.of(new Target(network.topology().logits(), new Neuron(1, 0, 0)));
            Replay together = Replays.of(recording, tap, edits, targets);
            for (int mostFloats : new int[] {1, 200, 1000}) {
                Replay split = Replays.of(recording, tap, edits, targets, mostFloats);
                for (int e = 0; e < edits.size(); e++) {
                    assertThat(split.value(e, 0)).isCloseTo(together.value(e, 0), offset(2e-5f));
                }
            }
        }
    }

    private static List<Edit> edits(int channels) {
        List<Edit> edits = new ArrayList<>(Edit.zeroEach(channels));
        edits.add(channels > 1 ? Edit.zero(channels - 1, 0) : Edit.zero());
        edits.add(Edit.constant(channels / 2, 2));
        return edits;
    }

    @Property(tries = 10)
    void nothingIsAllocatedAfterTheFirstReplays(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Network network = network(spec, seed)) {
            int tap = network.topology().number(spec.stages().get(0));
            List<Edit> edits = edits(network.topology().shape(tap).channels());
            List<Target> targets = List.of(new Target(network.topology().logits(), new Neuron(1, 0, 0)));
            long before = 0;
            for (int round = 0; round < 10; round++) {
                before = round < 4 ? network.memory().allocations() : before;
                try (Recording recording = new Recording(network, List.of(RandomNetworks.input(spec, seed)))) {
                    Replays.of(recording, tap, edits, targets);
                }
            }
            assertThat(network.memory().allocations()).isEqualTo(before);
        }
    }
}
