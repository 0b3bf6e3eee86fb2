package io.github.hdecomp.benchmarks.report;

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

    private final List<Measurement> measured;
    private final List<Row> rows = new ArrayList<>();

    Comparisons(List<Measurement> measured) {
        this.measured = measured;
    }

    List<Row> rows() {
        for (Measurement forward : of("ForwardBenchmark.round")) {
            String network = forward.parameters().get("network");
            String work = network + " forward";
            compare(work, forward, ONNX_RUNTIME, "onnxRuntime", target(FORWARD_ONNX_RUNTIME, network));
            compare(work, forward, PYTORCH, "pytorch", target(FORWARD_PYTORCH, network));
        }
        return rows;
    }

    private List<Measurement> of(String benchmark) {
        return measured.stream()
                .filter(one -> one.benchmark().equals(benchmark))
                .toList();
    }

    private static double target(Map<String, Double> targets, String network) {
        return targets.getOrDefault(network, Double.NaN);
    }

    private void compare(String work, Measurement measurement, String against, String counter, double target) {
        rows.add(new Row(
                work,
                against,
                measurement.median("ours"),
                measurement.median(counter),
                measurement.ratio("ours", counter),
                target,
                measurement.cost()));
    }
}
