package io.github.hdecomp.weights;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.safetensors.SafetensorsReader;
import io.github.hdecomp.weights.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The network that is in the library itself. */
final class Demo {
    private static final String NAME = "demo_vgg";

    private Demo() {}

    /** Reads the weights into memory; readers want a file, which is gone again afterwards. */
    static NetworkFile open() {
        ModelSpec spec = Zoo.find(NAME);
        String file = NAME + ".safetensors";
        try (InputStream resource = Objects.requireNonNull(Demo.class.getResourceAsStream(file), file)) {
            Path copy = Files.createTempFile(NAME, ".safetensors");
            try {
                Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
                return new NetworkFile(spec, inMemory(copy), NAME + ", which comes with HDecomp");
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Weights inMemory(Path file) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (Weights weights = new SafetensorsReader().open(file)) {
            weights.names().forEach(name -> tensors.put(name, weights.tensor(name)));
        }
        return Weights.of(tensors, "the weights that come with HDecomp");
    }
}
