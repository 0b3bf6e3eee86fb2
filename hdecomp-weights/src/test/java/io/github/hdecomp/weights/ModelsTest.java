package io.github.hdecomp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    @Test
    void open_leavesCountersOut(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("small"), Expected.bytes("small.safetensors"));
        try (Weights weights = Models.open(file)) {
            assertThat(weights.names())
                    .contains("features.1.running_var")
                    .doesNotContain("features.1.num_batches_tracked");
            assertThat(weights.tensor("classifier.bias"))
                    .isEqualTo(Expected.tensors("small.expected.json").get("classifier.bias"));
            assertThat(weights.source()).isEqualTo(file.toString());
            assertThatThrownBy(() -> weights.shape("classifier.bios"))
                    .hasMessageContaining("no tensor is called classifier.bios; nearest: classifier.bias");
        }
    }

    @Test
    void stateDict_takesThePrefixOfDataParallelTrainingOff() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Tensor one = Tensor.of(Shape.of(1), 1);
        tensors.put("module.fc.weight", one);
        tensors.put("module.bn.num_batches_tracked", one);
        assertThat(new StateDict(Weights.of(tensors)).names()).containsExactly("fc.weight");
        assertThat(new StateDict(Weights.of(tensors)).tensor("fc.weight")).isEqualTo(one);
        tensors.put("other", one);
        assertThat(new StateDict(Weights.of(tensors)).names()).containsExactly("module.fc.weight", "other");
    }

    /** timm's linear layers are convolutions over the whole map. */
    @Test
    void stateDict_translatesTimmsVgg() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("features.0.bias", Tensor.of(Shape.of(1), 1));
        tensors.put("pre_logits.fc1.weight", Tensor.of(Shape.of(2, 1, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8));
        tensors.put("pre_logits.fc1.bias", Tensor.of(Shape.of(2), 1, 2));
        tensors.put("pre_logits.fc2.weight", Tensor.of(Shape.of(1, 2, 1, 1), 9, 10));
        tensors.put("head.fc.weight", Tensor.of(Shape.of(1, 1), 11));
        StateDict dict = new StateDict(Weights.of(tensors));
        assertThat(dict.names())
                .containsExactly(
                        "features.0.bias",
                        "classifier.0.weight",
                        "classifier.0.bias",
                        "classifier.3.weight",
                        "classifier.6.weight");
        assertThat(dict.tensor("classifier.0.weight")).isEqualTo(Tensor.of(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(dict.tensor("classifier.3.weight")).isEqualTo(Tensor.of(Shape.of(1, 2), 9, 10));
        assertThat(dict.shape("classifier.0.bias")).isEqualTo(Shape.of(2));
    }

    @Test
    void identify_tensorsOfNoNetwork_namesTheNearest(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("small"), Expected.bytes("small.zip.pth"));
        assertThatThrownBy(() -> Models.identify(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": its 9 tensors are those of no one network that is known by name")
                .hasMessageEndingWith("; name the network, or export it to ONNX");
        assertThatThrownBy(() -> Models.identify("resnet19", file)).hasMessageStartingWith("no network is called");
        try (NetworkFile found = Models.identify("resnet18", file)) {
            assertThat(found.origin()).isEqualTo("PyTorch zip archive, taken for resnet18 as asked for");
        }
    }

    @Test
    void open_filesThatAreNoWeights(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Models.open(folder.resolve("no.pth")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageEndingWith("no.pth: there is no such file of weights");
        Path text = Files.writeString(folder.resolve("text.safetensors"), "these are no weights");
        assertThatThrownBy(() -> Models.open(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no weights in a format that is known here (safetensors");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> Models.open(empty)).hasMessageContaining("truncated to less than their header");
    }

    @Test
    void load_withoutABackend_namesTheArtifact(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("small"), Expected.bytes("small.safetensors"));
        assertThatThrownBy(() -> Models.load("resnet18", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.github.hdecomp:hdecomp-nd4j");
    }
}
