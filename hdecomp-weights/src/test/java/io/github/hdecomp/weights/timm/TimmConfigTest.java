package io.github.hdecomp.weights.timm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimmConfigTest {
    private static final String CONFIG = """
            {"architecture": "resnet50", "num_classes": 1000, "mean": [9, 9, 9], "pretrained_cfg": {
              "tag": "a1_in1k", "url": null, "input_size": [3, 224, 224], "test_input_size": [3, 288, 288],
              "interpolation": "bicubic", "crop_pct": 0.95, "test_crop_pct": 1.0, "crop_mode": "center",
              "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "pool_size": [7, 7], "first_conv": "conv1",
              "classifier": "fc", "nested": {"mean": [1, 2, 3]}},
             "std": [9, 9, 9]}""";

    @TempDir
    private Path folder = Path.of("");

    private Optional<Preprocessing> read(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        return TimmConfig.beside(folder.resolve("model.safetensors"));
    }

    /** 224 / 0.95 is 235.8. */
    @Test
    void pretrainedConfiguration() throws IOException {
        assertThat(read(CONFIG.replace(", \"nested\": {\"mean\": [1, 2, 3]}", "")))
                .contains(new Preprocessing(
                        new Resize.ShorterSide(235, Interpolation.BICUBIC),
                        224,
                        224,
                        ChannelOrder.RGB,
                        255f,
                        List.of(0.485f, 0.456f, 0.406f),
                        List.of(0.229f, 0.224f, 0.225f)));
    }

    @Test
    void topLevelConfiguration() throws IOException {
        assertThat(read("{\"input_size\": [3, 8, 16], \"crop_pct\": 0.875, \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}")
                        .map(Preprocessing::resize))
                .contains(new Resize.ShorterSide(9, Interpolation.BILINEAR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "3",
                "{\"architectures\": [\"ResNetForImageClassification\"], \"num_channels\": 3}",
                "{\"pretrained_cfg\": {\"input_size\": [3, 224, 224]}}",
                "{\"input_size\": [3, 0, 0], \"crop_pct\": 1, \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}",
                "{\"input_size\": [3, 8, 8], \"crop_pct\": 0, \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}",
                "{\"input_size\": [3, 8, 8], \"crop_pct\": 1, \"mean\": [0, 0, 0], \"std\": [1, 0, 1]}",
                "{\"input_size\": [3, 8, 8], \"crop_pct\": 1, \"mean\": [0, 0, 0], \"std\": [1, 1, 1],"
                        + "\"interpolation\": \"lanczos\"}",
            })
    void configurationsOfOthers(String json) throws IOException {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void none() {
        assertThat(TimmConfig.beside(folder.resolve("model.safetensors"))).isEmpty();
    }
}
