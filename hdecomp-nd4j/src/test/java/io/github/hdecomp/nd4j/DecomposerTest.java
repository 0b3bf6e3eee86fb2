package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All ways to ask for the same tree. */
class DecomposerTest {
    private static final ModelSpec SPEC = ModelSpec.builder("small", 3, 8, 8)
            .conv("conv1", 3, 4, 3, 1, 1)
            .relu("relu1")
            .conv("conv2", 4, 6, 3, 1, 0)
            .relu("relu2")
            .globalAvgPool("gap")
            .flatten("flat")
            .linear("fc", 6, 3)
            .stages("relu1", "relu2")
            .build();
    private static final Options ONE_CHILD = Options.defaults().withChildren(1);

    private final Model model = new Nd4jBackend().build(SPEC, Weights.random(SPEC, 1), ModelOptions.defaults());
    private final BufferedImage first = noise(1);
    private final BufferedImage second = noise(2);
    private final Tensor input = SPEC.preprocessing().apply(first);

    private static BufferedImage noise(int seed) {
        BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 12 * 9; i++) {
            image.setRGB(i % 12, i / 12, (i + 1) * seed * 0x9e3779b9);
        }
        return image;
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void ofAPicture() {
        int predicted = model.predict(input).classId();
        EvidenceTree tree = Decomposer.explain(model, first);
        assertThat(tree.root().decision()).isEqualTo(new ClassDecision(predicted));
        assertThat(Decomposer.explain(model, first, Options.defaults())).isEqualTo(tree);
        assertThat(Decomposer.explain(model, first, predicted)).isEqualTo(tree);
        EvidenceTree narrow = Decomposer.explain(model, first, ONE_CHILD);
        assertThat(narrow.root().children()).hasSize(1);
        assertThat(Decomposer.explain(model, first, predicted, ONE_CHILD)).isEqualTo(narrow);
    }

    @Test
    void ofSeveralPictures() {
        List<BufferedImage> pictures = List.of(first, second);
        assertThat(Decomposer.explain(model, pictures))
                .containsExactly(Decomposer.explain(model, first), Decomposer.explain(model, second));
        assertThat(Decomposer.explain(model, pictures, ONE_CHILD))
                .containsExactly(
                        Decomposer.explain(model, first, ONE_CHILD), Decomposer.explain(model, second, ONE_CHILD));
        assertThat(Decomposer.explain(model, pictures, List.of(2, 0)))
                .containsExactly(Decomposer.explain(model, first, 2), Decomposer.explain(model, second, 0));
        assertThat(Decomposer.explain(model, pictures, List.of(2, 0), ONE_CHILD))
                .containsExactly(
                        Decomposer.explain(model, first, 2, ONE_CHILD),
                        Decomposer.explain(model, second, 0, ONE_CHILD));
        assertThatThrownBy(() -> Decomposer.explain(model, pictures, List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("decomposer: got 2 pictures and 1 classes, expected one class for each picture");
    }

    /** A network of one channel sees the luminance, as Pillow computes it. */
    @Test
    void ofAPictureInGrey() {
        ModelSpec spec = ModelSpec.builder("grey", 1, 9, 12)
                .conv("conv", 1, 4, 3, 1, 1)
                .relu("relu")
                .globalAvgPool("gap")
                .flatten("flat")
                .linear("fc", 4, 3)
                .stages("relu")
                .build();
        try (Model grey = new Nd4jBackend().build(spec, Weights.random(spec, 1), ModelOptions.defaults())) {
            try (Exploration exploration = Decomposer.open(grey, first)) {
                int rgb = first.getRGB(5, 2);
                int weighted = (rgb >> 16 & 0xff) * 19595 + (rgb >> 8 & 0xff) * 38470 + (rgb & 0xff) * 7471;
                assertThat(exploration.input().get(0, 2, 5)).isEqualTo(((weighted + 0x8000) >> 16) / 255f);
            }
            assertThat(Decomposer.explain(grey, first, 1).root().depth()).isEqualTo(1);
        }
    }

    /** The provenance says what was done to the picture, or nothing where HDecomp never saw one. */
    @Test
    void preprocessingIsWhatWasDone() {
        assertThat(Decomposer.explain(model, first).provenance().preprocessing())
                .contains(SPEC.preprocessing());
        assertThat(Decomposer.explain(model, input, 0).provenance().preprocessing())
                .isEmpty();
        Preprocessing own = SPEC.preprocessing().withoutResize();
        try (Exploration exploration = Decomposer.open(model, input, own)) {
            assertThat(exploration.preprocessing()).contains(own);
            EvidenceTree tree = exploration.tree(Options.defaults());
            assertThat(tree.provenance().preprocessing()).contains(own);
            assertThat(tree.root())
                    .isEqualTo(
                            Decomposer.explain(model, input, Options.defaults()).root());
        }
    }

    /** One decision at a time gives what whole trees hold, and channels of one's own choice are accounted for. */
    @Test
    void grownByHand() {
        Options options = ONE_CHILD.withTaps("relu2");
        try (Exploration exploration = Decomposer.open(model, first)) {
            EvidenceTree whole = exploration.tree(new ClassDecision(1), options);
            Decomposition decomposition = exploration.decompose(new ClassDecision(1), Tap.of("relu2"));
            assertThat(exploration.branch(decomposition, options.choose(decomposition)))
                    .isEqualTo(whole.root());
            assertThat(exploration.provenance(whole.provenance().options())).isEqualTo(whole.provenance());
            int weakest =
                    decomposition.activated().get(decomposition.activated().size() - 1);
            EvidenceNode chosen =
                    exploration.branch(decomposition, List.of(new OverlapSuppression.Group(weakest, List.of())));
            assertThat(chosen.children())
                    .extracting(EvidenceNode::decision)
                    .containsExactly(decomposition.peak(weakest));
            assertThat(decomposition.cells() * decomposition.contribution(weakest)
                            + chosen.remainder().pruned()
                            + chosen.remainder().unexplained())
                    .isCloseTo(decomposition.value(), within(1e-6));
        }
    }
}
