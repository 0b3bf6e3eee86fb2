package io.github.hdecomp.analysis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Results as JSON: the components of their records by name. Numbers that are undefined are {@code null}, taps, decisions and
 * methods strings.
 */
public final class AnalysisJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new SimpleModule("hdecomp")
                    .addSerializer(Tap.class, ToStringSerializer.instance)
                    .addSerializer(Decision.class, ToStringSerializer.instance)
                    .addSerializer(Saliency.class, new Text<>())
                    .addSerializer(new Possible())
                    .addSerializer(Double.class, new Real())
                    .addSerializer(double.class, new Real()))
            .build()
            .writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter(" ", "\n"))
                    .withArrayIndenter(new DefaultIndenter(" ", "\n")));

    private AnalysisJson() {}

    private static final class Real extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class Text<T> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class Possible extends JsonSerializer<Optional<?>> {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Optional<?>> handledType() {
            return (Class<Optional<?>>) (Class<?>) Optional.class;
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isPresent()) {
                provider.defaultSerializeValue(value.get(), json);
            } else {
                json.writeNull();
            }
        }
    }

    /**
     * Writes a result.
     *
     * @param result a result, or any record of numbers, names, lists and maps
     * @param out receives the bytes; flushed, not closed
     * @throws IOException if {@code out} does
     */
    public static void write(Object result, OutputStream out) throws IOException {
        out.write(WRITER.writeValueAsBytes(result));
        out.write('\n');
        out.flush();
    }

    /**
     * Writes a result to a file, whole or not at all.
     *
     * @param result a result, or any record of numbers, names, lists and maps
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(Object result, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                write(result, out);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
