package io.github.hdecomp.benchmarks.report;

import io.github.hdecomp.benchmarks.cost.Cost;

/**
 * What the machine can do at the best.
 *
 * @param gigaFlops of products, in thousand million operations per second
 * @param gigaBytes read and written by copies, in thousand million bytes per second
 */
record Rates(double gigaFlops, double gigaBytes) {

    /**
     * The least time for some work: nothing overlaps better than products with the traffic of memory.
     *
     * @param cost the work
     * @return milliseconds
     */
    double floorMillis(Cost cost) {
        double products = cost.gigaFlop() / gigaFlops;
        double traffic = cost.bytes() * 1e-9 / gigaBytes;
        return 1e3 * Math.max(products, traffic);
    }
}
