package io.github.hdecomp.export;

import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.MergedChannel;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
import io.github.hdecomp.tree.Remainder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Trees of random structure with awkward numbers and names, for the tests of exporters. */
public final class RandomTrees {
    private final SplittableRandom random;

    private RandomTrees(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * A tree.
     *
     * @param seed the same seed gives the same tree
     * @return the tree
     */
    public static EvidenceTree of(long seed) {
        return new RandomTrees(seed).tree();
    }

    private EvidenceTree tree() {
        Options options = Options.defaults().withTaps("layer.1", "eingäng").withDepth(2);
        if (random.nextBoolean()) {
            options = options.withOverlap(new OverlapSuppression(0.9, random.nextDouble()));
        }
        Provenance provenance = new Provenance(
                "net \"quoted\" \\ \n ü",
                "ab".repeat(32),
                "cd".repeat(32),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(preprocessing()),
                options,
                "backend 1",
                "0.1");
        List<Prediction.Candidate> prediction = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            prediction.add(
                    new Prediction.Candidate(i, i % 2 == 0 ? "" : "Katze, \"große\"", real(), random.nextDouble()));
        }
        Decision root = switch (random.nextInt(3)) {
            case 0 -> new ClassDecision(random.nextInt(1000));
            case 1 -> neuron();
            default -> sum();
        };
        return new EvidenceTree(provenance, prediction, node(root, Optional.empty(), 3));
    }

    private Preprocessing preprocessing() {
        return switch (random.nextInt(4)) {
            case 0 -> Preprocessing.caffe(Interpolation.BICUBIC, 227, 227);
            case 1 -> Preprocessing.unit(ChannelOrder.GREY, 28, 30);
            case 2 -> Preprocessing.imageNet(new Resize.None(), 10, 12);
            default -> Preprocessing.imageNet();
        };
    }

    private NeuronDecision neuron() {
        return new NeuronDecision(Tap.of("layer.1"), random.nextInt(512), random.nextInt(9), random.nextInt(9));
    }

    private WeightedSum sum() {
        List<WeightedSum.Term> terms = new ArrayList<>();
        terms.add(new WeightedSum.Term(random.nextDouble(-3, 3), new ClassDecision(random.nextInt(1000))));
        for (int i = 0; i < random.nextInt(6); i++) {
            terms.add(new WeightedSum.Term(random.nextDouble(-3, 3), neuron()));
        }
        return new WeightedSum(terms);
    }

    private EvidenceNode node(Decision decision, Optional<Evidence> evidence, int depth) {
        List<EvidenceNode> children = new ArrayList<>();
        for (int i = 0; depth > 0 && i < random.nextInt(4); i++) {
            children.add(node(neuron(), Optional.of(evidence()), depth - 1));
        }
        Optional<Tap> into = children.isEmpty() && random.nextBoolean() ? Optional.empty() : Optional.of(Tap.of("low"));
        Remainder remainder = new Remainder(Math.abs(real()), -Math.abs(real()), random.nextDouble(-1, 1));
        return new EvidenceNode(decision, real(), evidence, into, children, remainder);
    }

    private Evidence evidence() {
        int height = random.nextInt(4);
        int width = random.nextInt(4);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = real();
        }
        List<MergedChannel> merged = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            merged.add(new MergedChannel(random.nextInt(512), random.nextDouble()));
        }
        return new Evidence(
                random.nextDouble(),
                random.nextDouble(),
                real(),
                new Region(random.nextInt(100), random.nextInt(100), 1 + random.nextInt(100), 5),
                new ActivationMap(
                        9,
                        9,
                        new Region(random.nextInt(5), random.nextInt(5), height, width),
                        Tensor.adopt(Shape.of(height, width), values)),
                merged);
    }

    /** Any finite float: its bits are random. */
    private float real() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) ? value : 0.1f;
    }
}
