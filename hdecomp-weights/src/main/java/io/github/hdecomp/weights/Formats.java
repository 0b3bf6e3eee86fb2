package io.github.hdecomp.weights;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.FileFormat;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.spi.NetworkReader;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.text.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the reader of a file by its first bytes. */
final class Formats {
    private Formats() {}

    /**
     * An open file of tensors.
     *
     * @param format what it is written in
     * @param weights its tensors, by the names that networks know
     */
    record Opened(String format, Weights weights) {}

    /** A file that brings its network; empty if it is none. */
    static Optional<NetworkFile> network(Path file) throws IOException {
        Optional<NetworkReader> reader = accepting(file, NetworkReader.class);
        return reader.isPresent() ? Optional.of(reader.get().open(file)) : Optional.empty();
    }

    /** A file of tensors. */
    static Opened tensors(Path file) throws IOException {
        Optional<WeightReader> reader = accepting(file, WeightReader.class);
        if (reader.isPresent()) {
            return new Opened(reader.get().format(), new StateDict(reader.get().open(file)));
        }
        Optional<NetworkReader> network = accepting(file, NetworkReader.class);
        if (network.isPresent()) {
            throw new IllegalArgumentException(file + ": a file of the format "
                    + network.get().format() + " brings its own network; load it without naming one");
        }
        String known = Stream.concat(all(WeightReader.class).stream(), all(NetworkReader.class).stream())
                .map(FileFormat::format)
                .collect(Collectors.joining(", "));
        throw new IOException(file + ": no weights in a format that is known here (" + known
                + "), or truncated to less than their header");
    }

    private static <F extends FileFormat> Optional<F> accepting(Path file, Class<F> kind) throws IOException {
        FileErrors.checkReadable(file, "file of weights");
        long size = Files.size(file);
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(FileFormat.HEAD_BYTES);
        }
        return all(kind).stream()
                .filter(reader -> reader.accepts(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN), size))
                .findFirst();
    }

    private static <F extends FileFormat> List<F> all(Class<F> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
