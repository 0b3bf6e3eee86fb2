package io.github.hdecomp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.storage.ElementType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsWriterTest {
    @TempDir
    private Path folder = Path.of("");

    private Weights written(Map<String, Tensor> tensors, Precision precision) throws IOException {
        Path file = folder.resolve("net.safetensors");
        new SafetensorsWriter(precision).write(Weights.of(tensors), file);
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").containsExactly(file);
        }
        return new SafetensorsReader().open(file);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Shape shape : new Shape[] {Shape.of(3, 2, 5, 5), Shape.of(20_000), Shape.of(0), Shape.of()}) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            tensors.put("tensor \"" + shape + "\" ü", Tensor.adopt(shape, values));
        }
        try (Weights read = written(tensors, Precision.SINGLE)) {
            assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
            tensors.forEach((name, tensor) -> assertThat(read.tensor(name)).isEqualTo(tensor));
        }
    }

    /** The nearest of all halves, found by looking at each; ties to the one whose last bit is 0. */
    @Test
    void halvesAreTheNearest() throws IOException {
        float[] halves = new float[0x7c00];
        ByteBuffer bits = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < halves.length; i++) {
            bits.putShort(0, (short) i);
            halves[i] = ElementType.F16.decode(bits, 0);
        }
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[3000];
        float[] expected = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int number = random.nextInt(halves.length - 1);
            double part = i % 3 == 0 ? 0.5 : random.nextDouble();
            values[i] = (float) (halves[number] + part * (halves[number + 1] - halves[number]));
            double below = values[i] - halves[number];
            double above = halves[number + 1] - values[i];
            boolean up = above < below || (above == below && number % 2 == 1);
            expected[i] = halves[up ? number + 1 : number];
            if (i % 2 == 1) {
                values[i] = -values[i];
                expected[i] = -expected[i];
            }
        }
        Tensor tensor = Tensor.of(Shape.of(values.length), values);
        try (Weights read = written(Map.of("t", tensor), Precision.HALF)) {
            assertThat(read.tensor("t").toArray()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-0.0, -0.0",
        "65504, 65504",
        "65519.996, 65504",
        "65520, Infinity",
        "1e30, Infinity",
        "-Infinity, -Infinity",
        "NaN, NaN",
        "2.9802322e-8, 0",
        "2.9802326e-8, 5.9604645e-8",
        "6.1035156e-5, 6.1035156e-5",
    })
    void halvesAtTheEnds(float value, float expected) throws IOException {
        try (Weights read = written(Map.of("t", Tensor.of(Shape.of(1), value)), Precision.HALF)) {
            assertThat(Float.valueOf(read.tensor("t").get(0))).isEqualTo(Float.valueOf(expected));
        }
    }

    @Test
    void valuesBeginAtAMultipleOfEight() throws IOException {
        for (int length = 1; length < 9; length++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Map<String, Tensor> tensors = Map.of("n".repeat(length), Tensor.of(Shape.of(1), 1));
            new SafetensorsWriter(Precision.SINGLE).write(Weights.of(tensors), out);
            long header = ByteBuffer.wrap(out.toByteArray())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(header % 8).isZero();
            assertThat(out.size()).isEqualTo(8 + header + 4);
        }
    }
}
