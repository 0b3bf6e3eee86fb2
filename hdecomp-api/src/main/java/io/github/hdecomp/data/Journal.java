package io.github.hdecomp.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found so far: a file whose first line says what is done with which pictures, and every further line what came
 * of one of them. A line that was cut off when the process died is removed and done again.
 */
final class Journal<T> implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<Integer, Line<T>> lines = new TreeMap<>();
    private final @Nullable FileChannel channel;

    /** One picture: what was found of it, or why it could not be used. */
    record Line<T>(int index, @Nullable T value, @Nullable String failure) {}

    private Journal(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    static <T> Journal<T> open(Optional<Path> file, String purpose, ImageSet images, Class<T> type) throws IOException {
        if (file.isEmpty()) {
            return new Journal<>(null);
        }
        String heading = heading(purpose, images);
        FileChannel channel = FileChannel.open(
                file.get(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Journal<T> journal = new Journal<>(channel);
            journal.read(file.get(), heading, images.size(), type);
            return journal;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** What the journal is for, in one line. */
    private static String heading(String purpose, ImageSet images) {
        MessageDigest digest = sha256();
        digest.update(purpose.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < images.size(); i++) {
            digest.update(images.entry(i).toString().getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode heading = MAPPER.createObjectNode();
        heading.put("run", HexFormat.of().formatHex(digest.digest()));
        heading.put("pictures", images.size());
        return heading.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private void read(Path file, String heading, int pictures, Class<T> type) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // Bytes, because a line may be cut off within a letter.
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        FileChannel open = Objects.requireNonNull(channel);
        if (whole == 0) {
            open.truncate(0);
            write(heading);
            return;
        }
        open.truncate(whole);
        open.position(open.size());
        List<String> texts =
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
        if (!texts.get(0).equals(heading)) {
            throw new IOException(
                    file + ": the journal of another run (other pictures, network or options); delete it to"
                            + " start afresh, or choose another folder");
        }
        JavaType line = MAPPER.getTypeFactory().constructType(type);
        for (int i = 1; i < texts.size(); i++) {
            Line<T> read = parse(texts.get(i), line, file + ": line " + (i + 1));
            if (read.index() < 0 || read.index() >= pictures) {
                throw new IOException(file + ": line " + (i + 1) + ": there is no picture " + read.index()
                        + "; delete the journal to start afresh");
            }
            lines.put(read.index(), read);
        }
    }

    private Line<T> parse(String text, JavaType type, String where) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(text);
            int index = json.path("index").asInt(-1);
            if (json.has("failure")) {
                return new Line<>(index, null, json.get("failure").asText());
            }
            T value = MAPPER.convertValue(json.get("value"), type);
            return new Line<>(index, value, null);
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw new IOException(where + ": no result of a picture; delete the journal to start afresh", broken);
        }
    }

    /** What was found before, by the number of the picture. */
    Map<Integer, Line<T>> lines() {
        return lines;
    }

    void append(Line<T> line) throws IOException {
        if (channel == null) {
            return;
        }
        ObjectNode json = MAPPER.createObjectNode();
        json.put("index", line.index());
        if (line.failure() != null) {
            json.put("failure", line.failure());
        } else {
            json.set("value", MAPPER.valueToTree(line.value()));
        }
        write(json.toString());
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        FileChannel open = Objects.requireNonNull(channel);
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
