package io.github.hdecomp.benchmarks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.benchmarks.peer.OnnxRuntimePeer;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

    @Test
    void onnxRuntimeComputesTheSameFromIt() throws IOException {
        ModelSpec spec = Networks.everyOperator();
        Weights weights = Weights.random(spec, 5);
        List<Tensor> images = List.of(Networks.input(spec, 6), Networks.input(spec, 7));
        try (Model model = Backend.find().build(spec, weights, ModelOptions.defaults());
                OnnxRuntimePeer peer = new OnnxRuntimePeer(spec, weights, images, 1)) {
            float[] theirs = peer.logits();
            assertThat(theirs).hasSize(14);
            for (int i = 0; i < theirs.length; i++) {
                float ours = model.predict(images.get(i / 7)).logits().get(i % 7);
                assertThat(theirs[i]).isCloseTo(ours, within(1e-4f));
            }
        }
    }

    @Test
    void operatorsWithoutCounterpartAreNamed(@TempDir Path folder) {
        ModelSpec spec = Models.spec("cifar_resnet20");
        assertThatThrownBy(() -> OnnxFile.write(spec, Weights.random(spec, 1), folder.resolve("net.onnx")))
                .hasMessageContaining("layer2.0.shortcut")
                .hasMessageContaining("SubsamplePad");
    }
}
