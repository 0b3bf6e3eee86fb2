package io.github.hdecomp.benchmarks.report;

import io.github.hdecomp.benchmarks.cost.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which measurements are compared with what, and what is good enough. */
final class Comparisons {
    private static final String ONNX_RUNTIME = "ONNX Runtime";
    private static final String PYTORCH = "PyTorch";
    private static final Map<String, Double> FORWARD_ONNX_RUNTIME =
            Map.of("vgg16", 0.95, "resnet18", 1.1, "resnet50", 1.1, "squeezenet1_1", 1.2);
    private static final Map<String, Double> FORWARD_PYTORCH = Map.of("vgg16", 0.7, "resnet18", 0.8, "resnet50", 0.8);
    private static final Map<String, Double> TREE = Map.of("vgg16", 0.25, "resnet18", 1.0, "resnet50", 2.0);
    /** Below 40 ms where ONNX Runtime's forward pass takes 150. */
    private static final Map<String, Double> TREE_ONNX_RUNTIME = Map.of("vgg16", 0.267);

    private static final Map<String, Double> BACKWARD = Map.of("vgg16", 1.0);
    private static final Map<String, Double> TREE_BACKWARD = Map.of("vgg16", 0.01);
    private static final double RELEVANCE_BACKWARD = 3;
    /** Nine tenths of the plain rate. */
    private static final double MASKS = 1 / 0.9;

    private static final double GRAD_CAM = 0.1;
    /** The decisions of the default tree of a network with five stages. */
    private static final int DECISIONS = 121;

    private final Measurements measured;
    private final List<Comparison> rows = new ArrayList<>();

    Comparisons(Measurements measured) {
        this.measured = measured;
    }

    List<Comparison> rows() {
        measured.of("ForwardBenchmark.round").forEach(this::forward);
        measured.of("BatchBenchmark.round").forEach(this::batch);
        measured.of("TreeBenchmark.round").forEach(this::tree);
        measured.of("BackwardBenchmark.round").forEach(this::backward);
        measured.of("RelevanceBenchmark.round").forEach(this::relevance);
        measured.of("ReplayBenchmark.forClass")
                .forEach(one -> replay(one, "vgg16 replay, 512 channels of conv5_3 for the class", 0.9));
        measured.of("ReplayBenchmark.forNeuron")
                .forEach(one -> replay(one, "vgg16 replay, 512 channels of conv4_3 for a neuron of conv5_3", 2));
        measured.of("AnalysisBenchmark.groundTruth").forEach(this::groundTruth);
        measured.of("AnalysisBenchmark.trees").forEach(this::trees);
        measured.of("MaskBenchmark.masks")
                .forEach(one -> besideForward(one, " RISE, 64 masks", "64 predictions", MASKS));
        measured.of("MaskBenchmark.gradCam")
                .forEach(one -> besideForward(one, " Grad-CAM, recorded", "our forward", GRAD_CAM));
        return rows;
    }

    private void groundTruth(Measurement one) {
        Timing ours = new Timing(one.network() + " ground truth of all stages", one.median("ours"), Cost.NONE);
        compare(one, ours, "our forward", "forward", Map.of("vgg16", 6.0));
    }

    /** A throughput of three quarters, or three fifths, of plain prediction takes this many times as long. */
    private void trees(Measurement one) {
        Timing ours = new Timing(one.network() + " picture of a set, with its tree", one.median("ours"), Cost.NONE);
        compare(one, ours, "prediction alone", "forward", Map.of("vgg16", 1 / 0.75, "squeezenet1_1", 1 / 0.6));
    }

    private void besideForward(Measurement one, String work, String against, double target) {
        compare(one, timing(one, work), against, "forward", Map.of(one.network(), target));
    }

    private void forward(Measurement one) {
        Timing ours = timing(one, " forward");
        compare(one, ours, ONNX_RUNTIME, "onnxRuntime", FORWARD_ONNX_RUNTIME);
        compare(one, ours, PYTORCH, "pytorch", FORWARD_PYTORCH);
    }

    private void batch(Measurement one) {
        Timing ours = timing(one, " forward, batch of 8");
        Map<String, Double> target = Map.of(one.network(), 1.0);
        compare(one, ours, ONNX_RUNTIME + ", batch of 8", "onnxRuntime", target);
        compare(one, ours, "8 × our forward", "forward", target);
    }

    private void tree(Measurement one) {
        Timing ours = timing(one, " tree");
        compare(one, ours, "our forward", "forward", TREE);
        compare(one, ours, ONNX_RUNTIME + " forward", "onnxRuntime", TREE_ONNX_RUNTIME);
    }

    private void backward(Measurement one) {
        compare(one, timing(one, " full backward"), PYTORCH + " full backward", "pytorch", BACKWARD);
        Timing tree = new Timing(one.network() + " tree", one.median("tree"), Cost.NONE);
        manyBackwards(one, tree, "our", "ours");
        manyBackwards(one, tree, PYTORCH, "pytorch");
    }

    private void manyBackwards(Measurement one, Timing tree, String whose, String counter) {
        rows.add(new Comparison(
                tree,
                DECISIONS + " × " + whose + " full backward",
                DECISIONS * one.median(counter),
                one.ratio("tree", counter) / DECISIONS,
                TREE_BACKWARD.getOrDefault(one.network(), Double.NaN)));
    }

    private void relevance(Measurement one) {
        Timing ours = timing(one, " relevance by " + one.parameter("rules"));
        compare(one, ours, "our full backward", "backward", Map.of(one.network(), RELEVANCE_BACKWARD));
        compare(one, ours, "our forward", "forward", Map.of());
    }

    private void replay(Measurement one, String work, double target) {
        Timing ours = new Timing(work, one.median("ours"), one.cost());
        double ratio = one.ratio("ours", "forward");
        rows.add(new Comparison(ours, "our forward", one.median("forward"), ratio, target));
    }

    private static Timing timing(Measurement one, String work) {
        return new Timing(one.network() + work, one.median("ours"), one.cost());
    }

    private void compare(Measurement one, Timing ours, String against, String counter, Map<String, Double> targets) {
        double target = targets.getOrDefault(one.network(), Double.NaN);
        rows.add(new Comparison(ours, against, one.median(counter), one.ratio("ours", counter), target));
    }
}
