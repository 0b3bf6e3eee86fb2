package io.github.hdecomp.render;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
import io.github.hdecomp.tree.Remainder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** Trees of a given form over a picture of 224 by 224 pixels, for the tests of drawings. */
public final class DrawnTrees {
    /** A name that no column is wide enough for. */
    public static final String LONG_NAME = "/features/features.12/expand3x3_activation/Relu_output_0_requantized";

    private final SplittableRandom random = new SplittableRandom(7);
    private final IntUnaryOperator children;
    private final String label;

    private DrawnTrees(IntUnaryOperator children, String label) {
        this.children = children;
        this.label = label;
    }

    /**
     * A tree in which every node of a level has as many children.
     *
     * @param label the class's name
     * @param perLevel children of the root, of its children, and so on
     * @return the tree
     */
    public static EvidenceTree regular(String label, int... perLevel) {
        return new DrawnTrees(level -> level < perLevel.length ? perLevel[level] : 0, label).tree();
    }

    /** A tree of random form, up to 5 levels deep and with up to 16 children per node, but not many nodes. */
    static EvidenceTree irregular(long seed) {
        SplittableRandom form = new SplittableRandom(seed);
        int[] left = {form.nextInt(1, 400)};
        int most = form.nextInt(1, 17);
        return new DrawnTrees(
                        level -> {
                            int count = level >= 5 || left[0] <= 0 ? 0 : form.nextInt(0, most + 1);
                            left[0] -= count;
                            return count;
                        },
                        "thing")
                .tree();
    }

    /** A picture for these trees. */
    public static BufferedImage picture() {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 224; y++) {
            for (int x = 0; x < 224; x++) {
                image.setRGB(x, y, (x + y & 0xff) << 16 | (x * y / 200 & 0xff) << 8 | (224 - y & 0xff));
            }
        }
        return image;
    }

    private EvidenceTree tree() {
        Provenance provenance = new Provenance(
                "network", "ab".repeat(32), "cd".repeat(32), Optional.empty(), Options.defaults(), "backend", "0.1");
        Region all = Region.whole(224, 224);
        return new EvidenceTree(
                provenance,
                List.of(new Prediction.Candidate(3, label, 12.5f, 0.93), new Prediction.Candidate(4, "", 9f, 0.04)),
                node(new ClassDecision(3), Optional.empty(), 0, all));
    }

    private EvidenceNode node(Decision decision, Optional<Evidence> evidence, int level, Region seen) {
        List<EvidenceNode> below = new ArrayList<>();
        int count = children.applyAsInt(level);
        for (int i = 0; i < count; i++) {
            int side = Math.max(3, seen.width() / 2);
            Region field = new Region(
                    seen.y() + random.nextInt(seen.height() - Math.min(side, seen.height()) + 1),
                    seen.x() + random.nextInt(seen.width() - Math.min(side, seen.width()) + 1),
                    Math.min(side, seen.height()),
                    Math.min(side, seen.width()));
            Tap tap = Tap.of(level == 1 ? LONG_NAME : "stage" + (5 - level));
            NeuronDecision neuron = new NeuronDecision(tap, random.nextInt(2048), 3, 3);
            below.add(node(neuron, Optional.of(evidence(field, 0.5 / (i + 1))), level + 1, field));
        }
        return new EvidenceNode(
                decision,
                (float) random.nextDouble(20),
                evidence,
                below.isEmpty() ? Optional.empty() : Optional.of(Tap.of("stage" + (5 - level))),
                below,
                new Remainder(1, -0.5, 0.25));
    }

    private Evidence evidence(Region field, double share) {
        float[] values = new float[16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.2, 1);
        }
        ActivationMap map = new ActivationMap(7, 7, new Region(2, 2, 4, 4), Tensor.adopt(Shape.of(4, 4), values));
        return new Evidence(random.nextDouble(), share, 1, field, map, List.of());
    }
}
