package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every network of the zoo builds from random tensors, predicts and decomposes at its full size. */
class ZooRunsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vgg16",
                "vgg16_bn",
                "vgg19",
                "alexnet",
                "resnet18",
                "resnet34",
                "resnet50",
                "squeezenet1_1",
                "cifar_resnet20",
                "cifar_resnet32",
                "cifar_resnet44",
                "cifar_resnet56",
                "cifar_resnet110",
                "keras_vgg16",
                "keras_resnet50"
            })
    void buildsPredictsAndDecomposes(String name) throws IOException {
        ModelSpec spec = Models.spec(name);
        try (Model model = Backend.find().build(spec, Weights.random(spec, 1), ModelOptions.defaults())) {
            EvidenceTree tree = Decomposer.explain(model, noise(spec), Options.defaults());
            assertThat(tree.prediction()).hasSize(5);
            assertThat(tree.root().into())
                    .contains(spec.stages().get(spec.stages().size() - 1));
            assertThat(tree.root().depth()).isEqualTo(spec.stages().size());
            tree.nodes().forEach(ZooRunsTest::partsAddUpToTheValue);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            new JsonExporter().write(tree, json);
            assertThat(json.size()).isLessThan(3_000_000);
        }
    }

    /** A network without classes is asked about its neurons. */
    @Test
    void featureExtractorsDecomposeFromNeurons() throws IOException {
        ModelSpec spec = Models.spec("keras_resnet50_notop");
        try (Model model = Backend.find().build(spec, Weights.random(spec, 1), ModelOptions.defaults());
                Exploration exploration = Decomposer.open(model, noise(spec))) {
            EvidenceTree tree = exploration.tree(
                    new NeuronDecision(Tap.of("conv5_block3_out"), 7, 3, 4),
                    Options.defaults().withTaps("conv2_block3_out", "conv3_block4_out", "conv4_block6_out"));
            assertThat(tree.root().into()).contains(Tap.of("conv4_block6_out"));
            assertThat(tree.root().depth()).isEqualTo(3);
            tree.nodes().forEach(ZooRunsTest::partsAddUpToTheValue);
        }
    }

    static Tensor noise(ModelSpec spec) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[spec.input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.adopt(spec.input(), values);
    }

    /** Value = Z · Σ contributions shown + pruned + unexplained; every child speaks for its parent. */
    private static void partsAddUpToTheValue(EvidenceNode node) {
        double shown = 0;
        double shares = 0;
        for (EvidenceNode child : node.children()) {
            var evidence = child.evidence().orElseThrow();
            int cells = evidence.map().layerHeight() * evidence.map().layerWidth();
            assertThat(evidence.contribution()).isPositive();
            assertThat(evidence.peak()).isPositive();
            assertThat(child.value()).isPositive();
            shown += cells * evidence.contribution();
            shares += evidence.share();
        }
        double sum = shown + node.remainder().pruned() + node.remainder().unexplained();
        assertThat(sum)
                .isCloseTo(
                        node.value(), org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(sum) + shown)));
        assertThat(shares).isBetween(0.0, 1.0 + 1e-12);
        assertThat(node.remainder().positive()).isGreaterThanOrEqualTo(-1e-9 * Math.max(1, shown));
        assertThat(node.remainder().negative()).isNotPositive();
    }

    /** SPEC: receptive fields 5, 14, 40, 92, 196 and strides 1, 2, 4, 8, 16. */
    @Test
    void vggReceptiveFields() {
        ModelSpec spec = Models.spec("vgg16");
        var layers = Backend.find().layers(spec);
        assertThat(spec.stages())
                .extracting(tap -> layers.stream()
                        .filter(layer -> layer.tap().equals(tap))
                        .findFirst()
                        .orElseThrow())
                .extracting(layer -> layer.receptiveField() + " / " + layer.stride())
                .containsExactly("5x5 / 1x1", "14x14 / 2x2", "40x40 / 4x4", "92x92 / 8x8", "196x196 / 16x16");
    }

    @Test
    void shapesOfTheStages() {
        assertThat(shape("squeezenet1_1", "features.1")).isEqualTo("(64, 111, 111)");
        assertThat(shape("squeezenet1_1", "features.12")).isEqualTo("(512, 13, 13)");
        assertThat(shape("alexnet", "features.11")).isEqualTo("(256, 13, 13)");
        assertThat(shape("resnet50", "layer3.5")).isEqualTo("(1024, 14, 14)");
    }

    private static String shape(String network, String tap) {
        return Backend.find().layers(Models.spec(network)).stream()
                .filter(layer -> layer.tap().equals(Tap.of(tap)))
                .findFirst()
                .orElseThrow()
                .output()
                .toString();
    }
}
