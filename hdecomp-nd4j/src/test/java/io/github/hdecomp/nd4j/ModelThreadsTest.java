package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A model's threads end with it, also if it never comes to be. */
class ModelThreadsTest {
    private static final long MOST_MILLIS = 10_000;

    private final Set<Thread> before = workers();

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hdecomp"))
                .collect(Collectors.toSet());
    }

    private Set<Thread> started() {
        Set<Thread> workers = workers();
        workers.removeAll(before);
        return workers;
    }

    private static void assertEnd(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(MOST_MILLIS);
            assertThat(thread.isAlive()).as("%s is alive", thread).isFalse();
        }
    }

    private static Model build(ModelSpec spec) {
        return new Nd4jBackend()
                .build(spec, Weights.random(spec, 1), ModelOptions.defaults().withThreads(4));
    }

    @Test
    void aClosedModel() throws InterruptedException {
        Model model = build(RandomNetworks.spec(3, true));
        Set<Thread> threads = started();
        assertThat(threads).hasSize(3);
        model.close();
        assertEnd(threads);
    }

    /** Nothing refers to the model after the call that builds it. */
    @Test
    void aModelThatNobodyCloses() throws InterruptedException {
        ModelSpec spec = RandomNetworks.spec(3, true);
        assertThat(build(spec).predict(RandomNetworks.input(spec, 1)).logits().size())
                .isEqualTo(RandomNetworks.CLASSES);
        Set<Thread> threads = started();
        assertThat(threads).hasSize(3);
        long until = System.nanoTime() + MOST_MILLIS * 1_000_000;
        while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() < until) {
            System.gc();
            Thread.sleep(20);
        }
        assertEnd(threads);
    }

    @Test
    void anInputBeyondMemory() throws InterruptedException {
        ModelSpec spec = ModelSpec.builder("wide", 1, 8000, 9000)
                .conv("conv1", 1, 20, 1, 1, 0)
                .conv("conv2", 20, 20, 1, 1, 0)
                .globalAvgPool("gap")
                .flatten("flat")
                .build();
        assertThatThrownBy(() -> build(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "wide: an input of \\(1, 8000, 9000\\) takes \\d+ floats of memory in one block, at most"
                                + " 2147483647 can be addressed; make the input smaller");
        assertEnd(started());
    }
}
