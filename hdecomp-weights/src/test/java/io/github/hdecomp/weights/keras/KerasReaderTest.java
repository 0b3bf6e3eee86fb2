package io.github.hdecomp.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.MalformedWeightsException;
import io.github.hdecomp.spi.WeightReader;
import io.github.hdecomp.spi.WeightReaderContract;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A convolution, a layer without weights, a batch norm, and a linear layer as Keras 1 names its arrays. */
class KerasReaderTest extends WeightReaderContract {

    @Override
    protected WeightReader reader() {
        return new KerasReader();
    }

    @Override
    protected byte[] sample() throws IOException {
        return Expected.bytes("keras.h5");
    }

    @Override
    protected Map<String, Tensor> expected() throws IOException {
        return Expected.tensors("keras.expected.json");
    }

    @ParameterizedTest
    @CsvSource({
        "block1_conv1/kernel:0, KERNEL",
        "block1_conv1_W_1:0, KERNEL",
        "kernel:0, KERNEL",
        "fc1_b_1:0, BIAS",
        "conv1_bn/gamma:0, GAMMA",
        "bn2a_branch2a_running_std:0, VARIANCE",
        "bn/moving_variance:0, VARIANCE",
        "bn/moving_mean:0, MEAN",
    })
    void roles(String name, ArrayRole role) {
        assertThat(ArrayRole.of(name)).contains(role);
    }

    @Test
    void rolesThatAreNone() {
        assertThat(ArrayRole.of("depthwise_kernels:0")).isEmpty();
        assertThat(ArrayRole.of("")).isEmpty();
    }

    /** An HDF5 file of something else. */
    @Test
    void otherFiles(@TempDir Path folder) throws IOException {
        byte[] bytes = sample();
        String text =
                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replace("layer_names", "other_names");
        Path file =
                Files.write(folder.resolve("other.h5"), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new KerasReader().open(file))
                .isInstanceOf(MalformedWeightsException.class)
                .hasMessageContaining("/ has no attribute layer_names, expected weights saved by Keras 2");
    }
}
