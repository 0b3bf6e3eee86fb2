package io.github.hdecomp.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;

/** Times that are compared with the number of their operations alone. */
record Growth(Measurements measured) {

    List<Timing> rows() {
        Stream<Timing> width = measured.of("GrowthBenchmark.round").stream()
                .map(one -> timing(
                        one,
                        " tree, children × levels "
                                + one.parameter("childrenByDepth").replace("x", " × ")));
        Stream<Timing> forward =
                measured.of("SizeBenchmark.forward").stream().map(one -> timing(one, " forward, " + size(one)));
        Stream<Timing> tree = measured.of("SizeBenchmark.tree").stream().map(one -> timing(one, " tree, " + size(one)));
        Stream<Timing> throughput = measured.of("ThroughputBenchmark.round").stream()
                .map(one -> timing(
                        one,
                        " forward and tree, per picture, " + one.parameter("explainers") + " explaining × "
                                + one.parameter("threads") + " threads"));
        return Stream.of(width, forward, tree, throughput).flatMap(rows -> rows).toList();
    }

    private static String size(Measurement one) {
        return one.parameter("size") + " pixels, " + one.parameter("threads") + " threads";
    }

    private static Timing timing(Measurement one, String work) {
        return new Timing(one.network() + work, one.median("ours"), one.cost());
    }
}
