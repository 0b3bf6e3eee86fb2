package io.github.hdecomp.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Times one contestant's turn in a round: as many runs as fit into a turn, and at least three, after one that is not counted,
 * in which the threads of the contestant before go to sleep and the caches fill.
 *
 * @param turnMillis how long a turn is to last
 */
record Stopwatch(double turnMillis) {
    private static final int LEAST = 3;
    private static final int MOST = 100;

    /** Turns that warming up lasts. */
    private static final int WARM_UP = 12;

    static Stopwatch standard() {
        return new Stopwatch(Integer.getInteger("hdecomp.benchmarks.turn", 400));
    }

    /**
     * Runs something of HDecomp's until the JVM has compiled what it is made of; a network is some thousand short loops, and
     * the libraries that it is compared with come compiled.
     */
    void warmUp(Runnable work) {
        long end = System.nanoTime() + (long) (WARM_UP * turnMillis * 1e6);
        do {
            work.run();
        } while (System.nanoTime() < end);
    }

    /** The median time of one run in milliseconds. */
    double median(Runnable work) {
        return medianOf(() -> millis(work));
    }

    /** The median of what a self-timed run says that it took. */
    double medianOf(DoubleSupplier work) {
        double[] first = new double[1];
        double whole = millis(() -> first[0] = work.getAsDouble());
        int runs = (int) Math.max(LEAST, Math.min(MOST, turnMillis / whole));
        double[] times = new double[runs];
        Arrays.setAll(times, run -> work.getAsDouble());
        Arrays.sort(times);
        return (times[(runs - 1) / 2] + times[runs / 2]) / 2;
    }

    /** How long something takes once. */
    static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
