package io.github.hdecomp.benchmarks.report;

import ai.onnxruntime.OrtEnvironment;
import io.github.hdecomp.benchmarks.peer.PyTorchPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * The machine and the software that were measured.
 *
 * @param rates what the machine can do
 */
record Environment(Rates rates) {

    String text(LocalDate date, double seconds) {
        return String.format(
                Locale.ROOT,
                """
                # Results

                Written by the command in [README.md](../README.md), which says what the columns mean.

                * %s, measured in %.1f minutes
                * %s, %d cores, %s %s
                * JDK %s (%s), ONNX Runtime %s, PyTorch %s, ND4J %s
                * floors: products %.0f GFLOP/s, copies %.1f GB/s (read and written), on all cores
                """,
                date,
                seconds / 60,
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                OrtEnvironment.getEnvironment().getVersion(),
                PyTorchPeer.version().orElse("not measured: DJL has no natives for this platform on the class path"),
                nd4j(),
                rates.gigaFlops(),
                rates.gigaBytes());
    }

    private static String nd4j() {
        try {
            return Loader.getVersion("org.nd4j", "nd4j-api");
        } catch (IOException unknown) {
            return "of unknown version";
        }
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException elsewhere) {
            return "unknown processor";
        }
    }
}
