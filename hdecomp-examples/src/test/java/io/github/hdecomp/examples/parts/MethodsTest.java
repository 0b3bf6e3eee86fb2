package io.github.hdecomp.examples.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.examples.SceneNets;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodsTest {
    private static final ClassDecision VAN = new ClassDecision(3);
    private static final Tap TOP = Tap.of("relu3");

    private interface Check {
        void on(Look look);
    }

    private static void look(Check check) throws IOException {
        try (Model model = SceneNets.model();
                Look look = new Look(model, new Scenes(1).scene(3).draw(), 2)) {
            check.on(look);
        }
    }

    @Test
    void found_peakAndShare() {
        Found found = Found.of(Tensor.of(Shape.of(2, 4), new float[] {0, 0, -5, 0, 0, 0, 0, 2}));
        assertThat(found.peak()).hasValue(72 * 96 + 84);
        assertThat(found.map().shape()).isEqualTo(Shape.of(96, 96));
        assertThat(Found.of(Tensor.of(Shape.of(1, 2), new float[] {0, -1})).peak())
                .isEmpty();
        assertThat(Found.pixel(0, 0, Shape.of(6, 6))).isEqualTo(8 * 96 + 8);
        assertThat(Found.pixel(95, 95, Shape.of(96, 96))).isEqualTo(96 * 96 - 1);
    }

    /** At the top stage, the strongest neuron of the tree is the peak of the strongest channel, as at a single level. */
    @Test
    void topStage_treeAndSingleLevelAgree() throws IOException {
        look(look -> {
            Found tree = new EvidenceTreeMethod(false).find(look, VAN, TOP);
            Found single = new SingleLevelMethod().find(look, VAN, TOP);
            assertThat(tree.peak()).isEqualTo(single.peak());
            assertThat(tree.points()).isEqualTo(single.points()).hasSize(2);
        });
    }

    /** All weight of the nodes of a stage lies in the map; weights are the shares along the paths. */
    @Test
    void tree_mapHoldsTheWeights() throws IOException {
        look(look -> {
            List<Look.Weighted> nodes = look.nodes(VAN, Tap.of("relu1"));
            assertThat(nodes).hasSize(8);
            double first = look.tree(VAN)
                    .root()
                    .children()
                    .get(0)
                    .children()
                    .get(0)
                    .children()
                    .get(0)
                    .evidence()
                    .orElseThrow()
                    .share();
            double second = look.tree(VAN)
                    .root()
                    .children()
                    .get(0)
                    .children()
                    .get(0)
                    .evidence()
                    .orElseThrow()
                    .share();
            double third = look.tree(VAN)
                    .root()
                    .children()
                    .get(0)
                    .evidence()
                    .orElseThrow()
                    .share();
            assertThat(nodes.get(0).weight()).isCloseTo(first * second * third, within(1e-12));
            double weights = nodes.stream().mapToDouble(Look.Weighted::weight).sum();
            Tensor map = new EvidenceTreeMethod(true)
                    .find(look, VAN, Tap.of("relu1"))
                    .map();
            double sum = 0;
            for (int i = 0; i < map.size(); i++) {
                sum += map.get(i);
            }
            assertThat(sum).isCloseTo(weights, within(1e-4));
        });
    }

    /** A neuron that several paths lead to weighs as much as all of them. */
    @Test
    void neurons_addUpTheirPaths() {
        try (Model model = Models.demo();
                Look look = new Look(model, new Scenes(1).scene(3).draw(), 3)) {
            Tap bottom = Tap.of("relu1_2");
            List<Look.Weighted> paths = look.nodes(VAN, bottom);
            List<Look.Weighted> neurons = look.neurons(VAN, bottom);
            assertThat(neurons).hasSizeLessThan(paths.size());
            for (Look.Weighted neuron : neurons) {
                double sum = paths.stream()
                        .filter(path ->
                                path.node().decision().equals(neuron.node().decision()))
                        .mapToDouble(Look.Weighted::weight)
                        .sum();
                assertThat(neuron.weight()).isCloseTo(sum, within(1e-12));
            }
            EvidenceNode heaviest = look.heaviest(VAN, bottom).orElseThrow();
            double largest =
                    neurons.stream().mapToDouble(Look.Weighted::weight).max().orElseThrow();
            assertThat(neurons)
                    .filteredOn(one -> one.node().decision().equals(heaviest.decision()))
                    .extracting(Look.Weighted::weight)
                    .containsExactly(largest);
        }
    }

    /** Behind the top stage is a mean and a linear layer: Grad-CAM is then the sum of all products. */
    @Test
    void gradCam_atTheTopIsTheSumOfProducts() throws IOException {
        look(look -> {
            Decomposition decomposition = look.exploration().decompose(VAN, TOP);
            int cells = decomposition.cells();
            double best = Double.NEGATIVE_INFINITY;
            int at = -1;
            for (int i = 0; i < cells; i++) {
                double sum = 0;
                for (int channel = 0; channel < decomposition.layer().channels(); channel++) {
                    sum += decomposition.products().get(channel * cells + i);
                }
                if (sum > best) {
                    best = sum;
                    at = i;
                }
            }
            NeuronDecision place = new NeuronDecision(TOP, 0, at / 24, at % 24);
            assertThat(new GradCamMethod().find(look, VAN, TOP).peak()).hasValue(Pixels.of(place, Shape.of(24, 24)));
        });
    }

    @Test
    void gradient_atAStageAndOnThePicture() throws IOException {
        look(look -> {
            for (Found found : List.of(
                    new GradientMethod().find(look, VAN, Tap.of("relu2")),
                    new SaliencyMethod(VanillaGradient.defaults()).find(look, VAN, Tap.INPUT))) {
                assertThat(found.peak()).isPresent();
                for (int i = 0; i < found.map().size(); i++) {
                    assertThat(found.map().get(i)).isNotNegative();
                }
            }
        });
    }
}
