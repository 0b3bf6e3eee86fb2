package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Property(tries = 50)
    void everyChunkRunsOnce(
            @ForAll @IntRange(min = 1, max = 5) int threads, @ForAll @IntRange(min = 0, max = 200) int chunks) {
        try (Workers workers = new Workers(threads, () -> {})) {
            for (int round = 0; round < 20; round++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(chunks, 1));
                workers.run(chunks, (chunk, slot) -> {
                    assertThat(slot).isBetween(0, threads - 1);
                    runs.incrementAndGet(chunk);
                });
                for (int chunk = 0; chunk < chunks; chunk++) {
                    assertThat(runs.get(chunk)).isEqualTo(1);
                }
            }
        }
    }

    /** No two threads of one job have the same slot at the same time, with several callers on the same helpers. */
    @Test
    void slotsAreExclusiveWithinAJob() throws InterruptedException {
        try (Workers workers = new Workers(3, () -> {})) {
            List<Thread> callers = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                Thread thread = new Thread(() -> {
                    for (int round = 0; round < 500; round++) {
                        AtomicIntegerArray busy = new AtomicIntegerArray(workers.slots());
                        workers.run(16, (chunk, slot) -> {
                            assertThat(busy.incrementAndGet(slot)).isEqualTo(1);
                            busy.decrementAndGet(slot);
                        });
                    }
                });
                thread.setUncaughtExceptionHandler((failed, thrown) -> {
                    synchronized (failures) {
                        failures.add(thrown);
                    }
                });
                callers.add(thread);
                thread.start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void aFailureReachesTheCaller_andTheNextJobRuns() {
        try (Workers workers = new Workers(2, () -> {})) {
            assertThatThrownBy(() -> workers.run(8, (chunk, slot) -> {
                        if (chunk == 5) {
                            throw new IllegalStateException("chunk 5");
                        }
                    }))
                    .hasMessage("chunk 5");
            AtomicIntegerArray runs = new AtomicIntegerArray(8);
            workers.run(8, (chunk, slot) -> runs.incrementAndGet(chunk));
            assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1]");
        }
    }
}
