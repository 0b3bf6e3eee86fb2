package io.github.hdecomp.benchmarks;

import io.github.hdecomp.benchmarks.process.ProcessFigures;
import io.github.hdecomp.benchmarks.report.Figure;
import io.github.hdecomp.benchmarks.report.Measurements;
import io.github.hdecomp.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures and writes {@code results/latest.md}, or with {@code quick} a part of it, {@code target/quick.md}. */
public final class Main {
    private Main() {}

    /**
     * Measures.
     *
     * @param arguments {@code full} or {@code quick}
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        boolean quick = List.of(arguments).contains("quick");
        // JMH hands the class path to the JVMs that it starts; in full it is longer than ONNX Runtime bears.
        System.setProperty("jmh.separateClasspathJAR", "true");
        long start = System.nanoTime();
        Measurements measured = Measurements.of(new Runner(quick ? part() : all()).run());
        List<Figure> figures = new ArrayList<>(List.of(ProcessFigures.start(quick ? 3 : 7)));
        if (!quick) {
            figures.addAll(ProcessFigures.memory());
            figures.addAll(ProcessFigures.manyPasses("resnet18"));
            figures.addAll(ProcessFigures.manyPasses("vgg16"));
        }
        Path file = Path.of(quick ? "target/quick.md" : "results/latest.md");
        Files.createDirectories(file.toAbsolutePath().getParent());
        String report = new Report(measured, figures, (System.nanoTime() - start) / 1e9).text();
        Files.writeString(file, report);
        System.out.println(report);
        System.out.println("written to " + file);
    }

    private static Options all() {
        return options().include("Benchmark").build();
    }

    /** Small networks, all kinds of comparisons, few rounds. */
    private static Options part() {
        return options()
                .include("MachineBenchmark|ForwardBenchmark|TreeBenchmark|BackwardBenchmark")
                .param("network", "resnet18")
                .warmupIterations(3)
                .measurementIterations(3)
                .jvmArgsPrepend("-Dhdecomp.benchmarks.turn=200")
                .build();
    }

    private static ChainedOptionsBuilder options() {
        return new OptionsBuilder().shouldFailOnError(true).timeout(TimeValue.minutes(20));
    }
}
