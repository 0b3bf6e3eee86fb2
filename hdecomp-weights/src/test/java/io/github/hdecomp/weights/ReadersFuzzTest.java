package io.github.hdecomp.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.hdecomp.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any bytes, through the reader that their content chooses. As a test it reads the fixtures; with {@code JAZZER_FUZZ=1} in the
 * environment Jazzer makes files out of them until the time is up or something other than a refusal is thrown:
 *
 * <pre>JAZZER_FUZZ=1 mvn surefire:test -pl hdecomp-weights -Dtest=ReadersFuzzTest</pre>
 */
class ReadersFuzzTest {
    /** Values that a tensor may have although the file is smaller, as repeated scalars do. */
    private static final int MOST_REPEATED = 1 << 16;

    /** Of the processor, with the fuzzer's own work on every branch. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static Path file = Path.of("");

    @BeforeAll
    static void create() throws IOException {
        file = Files.createTempFile("fuzz", ".weights");
    }

    @AfterAll
    static void delete() throws IOException {
        Files.delete(file);
    }

    @FuzzTest(maxDuration = "2m")
    void anyFile(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        long start = THREADS.getCurrentThreadCpuTime();
        read(bytes.length);
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start)).isLessThan(LONGEST);
    }

    private static void read(int length) {
        try (Weights weights = Models.open(file)) {
            for (String name : weights.names()) {
                int size = weights.shape(name).size();
                if (size <= length + MOST_REPEATED) {
                    assertThat(weights.tensor(name).size()).isEqualTo(size);
                }
            }
        } catch (IOException refused) {
            assertThat(refused).hasMessageStartingWith(file.toString());
        } catch (UncheckedIOException refused) {
            assertThat(refused.getCause()).hasMessageStartingWith(file.toString());
        }
    }
}
