package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A thousand explanations leave resident memory where it was. They run in a JVM of their own whose heap is resident from the
 * start, so that what grows is native memory; the warm-up is long enough for the JVM to have compiled what it will. On a busy
 * machine it may still be at it, so a thousand that grew are followed by another: a leak grows every time.
 */
class SoakTest {
    private static final long MOST_GROWTH_KIB = 8 * 1024;
    private static final int MOST_ROUNDS = 3;

    @Test
    void residentMemoryStaysFlat() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: resident memory is read on Linux");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Explanations.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(java.waitFor()).as("%s", lines).isZero();
        long before = Long.parseLong(lines.get(lines.size() - 2));
        long after = Long.parseLong(lines.get(lines.size() - 1));
        assertThat(after - before).as("KiB grown from %d", before).isLessThan(MOST_GROWTH_KIB);
    }

    /** Prints resident memory after a warm-up and after each thousand explanations more. */
    static final class Explanations {
        private Explanations() {}

        public static void main(String[] arguments) throws IOException {
            try (Model model = ConcurrencyTest.model()) {
                explain(model, 1500);
                long grown = Long.MAX_VALUE;
                long before = residentKiB();
                System.out.println(before);
                for (int round = 0; round < MOST_ROUNDS && grown >= MOST_GROWTH_KIB; round++) {
                    explain(model, 1000);
                    long after = residentKiB();
                    System.out.println(after);
                    grown = after - before;
                    before = after;
                }
            }
        }

        private static void explain(Model model, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                ConcurrencyTest.explain(model, i % 50);
            }
        }

        private static long residentKiB() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
