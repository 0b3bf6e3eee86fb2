package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.benchmarks.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures what belongs to a whole JVM rather than to a call: how fast it starts, and how much memory it holds. */
public final class ProcessFigures {
    private static final double KIB_PER_GB = 1e9 / 1024;
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String[] HEAP = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"};

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
        if (!Files.exists(STATUS)) {
            return List.of();
        }
        List<Long> said = OwnJvm.run(Resident.class, HEAP).lines().stream()
                .map(Long::valueOf)
                .toList();
        double resident = (said.get(1) - said.get(0)) / KIB_PER_GB;
        double allocations = said.get(3) - said.get(2);
        return List.of(
                new Figure("vgg16 explain: resident beyond the JVM's own", resident, "GB", 1.2),
                new Figure("vgg16 explain: native allocations after the first call", allocations, "", 0));
    }

    /**
     * Methods that run a network tens to hundreds of times, on a picture of 224 × 224 pixels, with a heap of 512 MiB.
     *
     * @param network one with random weights
     * @return for each method seconds, and what is resident beyond the JVM's own; and how much less Ada-SISE takes than SISE;
     *     nothing where the system does not say
     * @throws IOException if a JVM cannot be started or fails
     */
    public static List<Figure> manyPasses(String network) throws IOException {
        if (!Files.exists(STATUS)) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        Map<String, Double> took = new HashMap<>();
        for (String line : OwnJvm.run(ManyPasses.class, List.of(network), HEAP).lines()) {
            String[] said = line.split(" ", -1);
            String masks = said[4].isEmpty() ? "" : " (masks by layer " + said[4] + ")";
            String what = network + " " + said[0] + ", " + said[2] + " forward passes" + masks;
            double seconds = Double.parseDouble(said[1]);
            took.put(said[0], seconds);
            figures.add(new Figure(what, seconds, "s", Double.NaN));
            double resident = Long.parseLong(said[3]) / KIB_PER_GB;
            figures.add(new Figure(
                    network + " " + said[0] + ": resident beyond the JVM's own", resident, "GB", Double.NaN));
        }
        double ratio = took.getOrDefault("ada-sise", Double.NaN) / took.getOrDefault("sise", Double.NaN);
        figures.add(new Figure(network + " ada-sise over sise, time", ratio, "", Double.NaN));
        return figures;
    }
}
