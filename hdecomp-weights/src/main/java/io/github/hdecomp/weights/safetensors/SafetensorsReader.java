package io.github.hdecomp.weights.safetensors;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.FileWeights;
import io.github.hdecomp.weights.storage.SourceFile;
import io.github.hdecomp.weights.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    public Weights open(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        try {
            return new FileWeights(file.name(), List.of(file), tensors(file));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    /** The tensors of one file, in the order of their places. */
    static Map<String, FileTensor> tensors(SourceFile file) throws IOException {
        long headerLength = headerLength(file);
        byte[] header = file.bytes(LENGTH_BYTES, headerLength);
        long values = LENGTH_BYTES + headerLength;
        Map<String, FileTensor> tensors = new LinkedHashMap<>();
        for (var named :
                Header.parse(header, file, file.size() - values).tensors().entrySet()) {
            Entry entry = named.getValue();
            Storage storage = Storage.of(
                    file,
                    entry.type(),
                    ByteOrder.LITTLE_ENDIAN,
                    values + entry.begin(),
                    entry.shape().size(),
                    named.getKey());
            tensors.put(named.getKey(), FileTensor.rowMajor(storage, entry.shape(), named.getKey()));
        }
        return tensors;
    }

    private static long headerLength(SourceFile file) throws IOException {
        if (file.size() < LENGTH_BYTES + 2) {
            throw file.malformed(
                    0,
                    "the file has " + file.size()
                            + " bytes, too few for a safetensors header; it is truncated or of another format");
        }
        long length = ByteBuffer.wrap(file.bytes(0, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > MOST_HEADER_BYTES || length > file.size() - LENGTH_BYTES) {
            throw file.malformed(
                    0,
                    "header of " + Long.toUnsignedString(length)
                            + " bytes, but the file has " + (file.size() - LENGTH_BYTES)
                            + " after its length and the format allows "
                            + MOST_HEADER_BYTES + "; it is truncated or of another format");
        }
        return length;
    }
}
