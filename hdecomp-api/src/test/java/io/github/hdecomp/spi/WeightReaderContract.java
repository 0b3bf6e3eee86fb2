package io.github.hdecomp.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader keeps to: it reads what was written, and of a file that is cut off or altered anywhere it makes a value
 * or a {@link MalformedWeightsException} with file and place, never anything else, in less than a second and without
 * believing a length that the file claims.
 */
public abstract class WeightReaderContract {
    /** What reading a small file may allocate: buffers of fixed length and a few objects per byte. */
    private static final long MOST_ALLOCATED = 16 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * The reader under test.
     *
     * @return a new one
     */
    protected abstract WeightReader reader();

    /**
     * A small file of the format.
     *
     * @return its bytes
     * @throws IOException if it cannot be read
     */
    protected abstract byte[] sample() throws IOException;

    /**
     * What is in it.
     *
     * @return tensors by name
     * @throws IOException if it cannot be read
     */
    protected abstract Map<String, Tensor> expected() throws IOException;

    /**
     * How many of the sample's last bytes mean nothing, so that a file without them is still whole.
     *
     * @return such as the padding of an archive
     */
    protected int padding() {
        return 0;
    }

    @Test
    void readsWhatWasWritten(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("weights"), sample());
        try (Weights weights = reader().open(file)) {
            assertThat(weights.names())
                    .containsExactlyInAnyOrderElementsOf(expected().keySet());
            for (Map.Entry<String, Tensor> tensor : expected().entrySet()) {
                assertThat(weights.shape(tensor.getKey()))
                        .isEqualTo(tensor.getValue().shape());
                assertThat(weights.tensor(tensor.getKey())).isEqualTo(tensor.getValue());
                readsRuns(weights, tensor.getKey(), tensor.getValue());
            }
        }
    }

    private static void readsRuns(Weights weights, String name, Tensor whole) {
        float[] target = new float[whole.size() + 2];
        int from = whole.size() / 3;
        int length = whole.size() / 2;
        weights.read(name, from, target, 1, length);
        for (int i = 0; i < target.length; i++) {
            boolean inside = i >= 1 && i < 1 + length;
            assertThat(target[i]).isEqualTo(inside ? whole.get(from + i - 1) : 0);
        }
    }

    @Test
    void accepts_byContent() throws IOException {
        byte[] bytes = sample();
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, WeightReader.HEAD_BYTES));
        assertThat(reader().accepts(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN), bytes.length))
                .isTrue();
        for (int length = 0; length < 16; length++) {
            assertThat(reader().accepts(ByteBuffer.allocate(length), length)).isFalse();
        }
    }

    @Test
    void everyTruncation(@TempDir Path folder) throws IOException {
        byte[] bytes = sample();
        Path file = Files.write(folder.resolve("truncated"), bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = bytes.length - padding() - 1; length >= 0; length--) {
                channel.truncate(length);
                assertThat(readsAll(file)).as("cut at %d", length).isFalse();
            }
        }
    }

    @Test
    void everyByteAltered(@TempDir Path folder) throws IOException {
        byte[] bytes = sample();
        Path file = Files.write(folder.resolve("altered"), bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; at++) {
                for (int change : new int[] {0xff, 1, 0x80, 0}) {
                    channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ change)}), at);
                    if (change != 0) {
                        readsAll(file);
                    }
                }
            }
        }
    }

    /** Reads everything; false if the file was refused in the way that is agreed. */
    private boolean readsAll(Path file) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        boolean read = reads(file);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as("bytes allocated")
                .isLessThan(MOST_ALLOCATED);
        // Of the processor, so that a machine with other things to do fails no reader.
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start)).isLessThan(LONGEST);
        return read;
    }

    private boolean reads(Path file) throws IOException {
        try (Weights weights = reader().open(file)) {
            for (String name : weights.names()) {
                assertThat(weights.tensor(name)).isNotNull();
            }
            return true;
        } catch (MalformedWeightsException refused) {
            assertThat(refused.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            assertThat(refused.offset()).isBetween(0L, Files.size(file));
            return false;
        } catch (UncheckedIOException refused) {
            assertThat(refused.getCause()).isInstanceOf(MalformedWeightsException.class);
            return false;
        } catch (RuntimeException | Error unexpected) {
            return fail("not a MalformedWeightsException", unexpected);
        }
    }
}
