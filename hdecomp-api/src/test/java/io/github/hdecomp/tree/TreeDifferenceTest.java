package io.github.hdecomp.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeDifferenceTest {
    private static EvidenceNode node(Decision decision, double share, EvidenceNode... children) {
        Region pixel = new Region(0, 0, 1, 1);
        ActivationMap map = new ActivationMap(1, 1, pixel, Tensor.of(Shape.of(1, 1), 1));
        Evidence evidence = new Evidence(share, share, 1, pixel, map, List.of());
        return new EvidenceNode(
                decision, 1, Optional.of(evidence), Optional.empty(), List.of(children), new Remainder(0, 0, 0));
    }

    private static EvidenceTree tree(EvidenceNode... children) {
        Provenance provenance = new Provenance("net", "", "", Optional.empty(), Options.defaults(), "", "");
        EvidenceNode root = new EvidenceNode(
                new ClassDecision(0), 1, Optional.empty(), Optional.empty(), List.of(children), new Remainder(0, 0, 0));
        return new EvidenceTree(provenance, List.of(), root);
    }

    private static NeuronDecision neuron(String layer, int channel, int x) {
        return new NeuronDecision(Tap.of(layer), channel, 0, x);
    }

    @Test
    void nodesAreChannelsOnTheirPath() {
        EvidenceTree before = tree(
                node(neuron("b", 1, 0), 0.6, node(neuron("a", 5, 0), 0.9)),
                node(neuron("b", 2, 0), 0.4, node(neuron("a", 6, 0), 1)));
        EvidenceTree after = tree(
                node(neuron("b", 3, 0), 0.5),
                node(neuron("b", 1, 7), 0.3, node(neuron("a", 5, 0), 0.2), node(neuron("a", 6, 0), 0.1)));
        TreeDifference difference = TreeDifference.of(before, after);
        assertThat(difference.appeared())
                .containsExactly(
                        new TreeDifference.Node(List.of("b#3"), 0, 0.5, false),
                        new TreeDifference.Node(List.of("b#1", "a#6"), 0, 0.1, false));
        assertThat(difference.vanished())
                .containsExactly(
                        new TreeDifference.Node(List.of("b#2"), 0.4, 0, false),
                        new TreeDifference.Node(List.of("b#2", "a#6"), 1, 0, false));
        assertThat(difference.stayed())
                .containsExactly(
                        new TreeDifference.Node(List.of("b#1"), 0.6, 0.3, true),
                        new TreeDifference.Node(List.of("b#1", "a#5"), 0.9, 0.2, false));
        assertThat(difference.byChange())
                .extracting(node -> String.join(" ", node.path()))
                .containsExactly("b#2 a#6", "b#1 a#5", "b#3", "b#2", "b#1", "b#1 a#6");
        assertThat(difference.byChange().get(1).change()).isCloseTo(-0.7, offset(1e-12));
    }

    @Test
    void nothingDiffersFromItself() {
        EvidenceTree tree = tree(node(neuron("b", 1, 0), 1));
        TreeDifference difference = TreeDifference.of(tree, tree);
        assertThat(difference.appeared()).isEmpty();
        assertThat(difference.vanished()).isEmpty();
        assertThat(difference.stayed()).containsExactly(new TreeDifference.Node(List.of("b#1"), 1, 1, false));
    }
}
