package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.benchmarks.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Measures what belongs to a whole JVM rather than to a call: how fast it starts, and how much memory it holds. */
public final class ProcessFigures {
    private static final double KIB_PER_GB = 1e9 / 1024;

    private ProcessFigures() {}

    /**
     * From the start of a JVM to the first tree. The first start of all does not count: it unpacks the natives.
     *
     * @param starts how many count
     * @return the median
     * @throws IOException if a JVM cannot be started or fails
     */
    public static Figure start(int starts) throws IOException {
        OwnJvm.run(FirstTree.class);
        double[] seconds = new double[starts];
        for (int i = 0; i < starts; i++) {
            seconds[i] = OwnJvm.run(FirstTree.class).millis() / 1e3;
        }
        Arrays.sort(seconds);
        return new Figure("squeezenet1_1: start of a JVM to the first tree", seconds[starts / 2], "s", 3);
    }

    /**
     * Memory after many explanations.
     *
     * @return what is resident beyond the JVM's own, and how often memory was allocated after the first explanation; nothing
     *     where the system does not say
     * @throws IOException if a JVM cannot be started or fails
     */
    public static List<Figure> memory() throws IOException {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            return List.of();
        }
        List<Long> said =
                OwnJvm.run(Resident.class, "-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch")
                        .lines()
                        .stream()
                        .map(Long::valueOf)
                        .toList();
        double resident = (said.get(1) - said.get(0)) / KIB_PER_GB;
        double allocations = said.get(3) - said.get(2);
        return List.of(
                new Figure("vgg16 explain: resident beyond the JVM's own", resident, "GB", 1.2),
                new Figure("vgg16 explain: native allocations after the first call", allocations, "", 0));
    }
}
