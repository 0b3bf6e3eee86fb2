package io.github.hdecomp.benchmarks.cost;

import java.util.stream.Stream;

/**
 * What a piece of work cannot do without.
 *
 * @param multiplyAdds multiplications, each with its addition
 * @param bytes moved between memory and processor
 */
public record Cost(double multiplyAdds, double bytes) {
    /** No work. */
    public static final Cost NONE = new Cost(0, 0);

    /**
     * The work of both.
     *
     * @param other more work
     * @return the sum
     */
    public Cost plus(Cost other) {
        return new Cost(multiplyAdds + other.multiplyAdds, bytes + other.bytes);
    }

    /**
     * The work of all.
     *
     * @param parts pieces of work
     * @return the sum
     */
    public static Cost sum(Stream<Cost> parts) {
        return parts.reduce(NONE, Cost::plus);
    }

    /**
     * Floating point operations, two for each multiplication with its addition.
     *
     * @return in thousand millions
     */
    public double gigaFlop() {
        return 2e-9 * multiplyAdds;
    }
}
