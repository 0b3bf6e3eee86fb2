package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;

/** The tensors of an open safetensors file. */
final class SafetensorsWeights implements Weights {
    /** Values that are read from the file at once. */
    private static final int PIECE = 1 << 16;

    private final FileChannel channel;
    private final String source;
    private final long firstValue;
    private final Map<String, Entry> tensors;

    SafetensorsWeights(FileChannel channel, String source, long firstValue, Map<String, Entry> tensors) {
        this.channel = channel;
        this.source = source;
        this.firstValue = firstValue;
        this.tensors = tensors;
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public Shape shape(String name) {
        return find(name).shape();
    }

    @Override
    public void read(String name, int from, float[] target, int at, int length) {
        Entry entry = find(name);
        if (from < 0 || length < 0 || from > entry.shape().size() - length) {
            throw new IllegalArgumentException(
                    source + ": " + name + " has " + entry.shape().size() + " values, not " + length + " from " + from);
        }
        int width = entry.type().width();
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(length, PIECE) * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < length; done += PIECE) {
            int count = Math.min(PIECE, length - done);
            bytes.clear().limit(count * width);
            long position = firstValue + entry.begin() + (long) (from + done) * width;
            try {
                Channels.readFully(channel, bytes, position, source);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            for (int i = 0; i < count; i++) {
                target[at + done + i] = entry.type().decode(bytes, i * width);
            }
        }
    }

    @Override
    public String source() {
        return source;
    }

    private Entry find(String name) {
        Entry entry = tensors.get(name);
        if (entry == null) {
            throw noSuch(name);
        }
        return entry;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
