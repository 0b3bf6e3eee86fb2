package io.github.hdecomp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theReaderFindsWhatWasWritten() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a \"map\"", Tensor.of(Shape.of(2, 3), 0, -1.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f, 1));
        tensors.put("none", Tensor.of(Shape.of(0, 4)));
        tensors.put("one", Tensor.of(Shape.of(1), 7));
        Path file = folder.resolve("tensors.safetensors");
        SafetensorsWriter.write(file, tensors);
        try (Weights weights = new SafetensorsReader().open(file)) {
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                assertThat(weights.tensor(entry.getKey())).isEqualTo(entry.getValue());
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
