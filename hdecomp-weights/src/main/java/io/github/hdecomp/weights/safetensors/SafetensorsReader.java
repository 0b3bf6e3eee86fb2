package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads safetensors files: 8 bytes little-endian with the length of the header, the header in JSON, then the values. Every
 * bound is checked before anything is allocated: the header's length against the file's, every tensor's place against the
 * values', its length against type and shape, overlaps and holes.
 */
public final class SafetensorsReader implements WeightReader {
    /** The longest header that the format allows. */
    static final long MOST_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    /** A reader. */
    public SafetensorsReader() {}

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public boolean accepts(ByteBuffer head, long fileSize) {
        if (head.remaining() <= LENGTH_BYTES) {
            return false;
        }
        byte first = head.get(head.position() + LENGTH_BYTES);
        return first == '{';
    }

    @Override
    public Weights open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            long headerLength = headerLength(channel, file.toString(), size);
            ByteBuffer header = ByteBuffer.allocate((int) headerLength);
            Channels.readFully(channel, header, LENGTH_BYTES, file.toString());
            long values = LENGTH_BYTES + headerLength;
            Header parsed = Header.parse(header.array(), file.toString(), size - values);
            return new SafetensorsWeights(channel, file.toString(), values, parsed.tensors());
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static long headerLength(FileChannel channel, String source, long size) throws IOException {
        if (size < LENGTH_BYTES + 2) {
            throw new MalformedWeightsException(
                    source,
                    0,
                    "the file has " + size
                            + " bytes, too few for a safetensors header; it is truncated or of another format");
        }
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readFully(channel, bytes, 0, source);
        long length = bytes.getLong(0);
        if (length < 2 || length > MOST_HEADER_BYTES || length > size - LENGTH_BYTES) {
            throw new MalformedWeightsException(
                    source,
                    0,
                    "header of " + Long.toUnsignedString(length)
                            + " bytes, but the file has " + (size - LENGTH_BYTES)
                            + " after its length and the format allows "
                            + MOST_HEADER_BYTES + "; it is truncated or of another format");
        }
        return length;
    }
}
