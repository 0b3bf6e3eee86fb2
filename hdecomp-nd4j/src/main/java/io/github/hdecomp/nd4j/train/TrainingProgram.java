package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.nd4j.kernel.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The work of a training step, cut where all shards have to wait for each other. Between two cuts each shard goes through
 * several layers while its maps are in the cache.
 */
final class TrainingProgram {
    private final List<Segment> segments = new ArrayList<>();
    private List<Work> current = new ArrayList<>();

    /** Work on one shard. */
    @FunctionalInterface
    interface Work {
        void run(int shard, Run run);
    }

    /**
     * What shards do without waiting for each other, and what is done when all of them have.
     *
     * @param works in order
     * @param after takes the number of shards
     */
    record Segment(List<Work> works, IntConsumer after) {}

    void add(Work work) {
        current.add(work);
    }

    /** Lets all shards wait for each other. */
    void cut(IntConsumer after) {
        segments.add(new Segment(List.copyOf(current), after));
        current = new ArrayList<>();
    }

    List<Segment> segments() {
        return segments;
    }
}
