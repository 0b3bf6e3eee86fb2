package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.model.ModelSpec;
import java.util.List;

/**
 * The Tiny VGG of CNN Explainer (Wang et al. 2020, arXiv 2004.15004): four 3 by 3 convolutions of ten channels without padding
 * for pictures of 64 by 64 pixels. It was trained on channels-last maps, so the last one is flattened rows first.
 */
final class TinyVgg {
    private static final int CHANNELS = 10;

    private TinyVgg() {}

    static ModelSpec spec(int classes) {
        return ModelSpec.builder("tiny_vgg", 3, 64, 64)
                .conv("conv_1_1", 3, CHANNELS, 3, 1, 0)
                .relu("relu_1_1")
                .conv("conv_1_2", CHANNELS, CHANNELS, 3, 1, 0)
                .relu("relu_1_2")
                .maxPool("max_pool_1", 2, 2, 0, false)
                .conv("conv_2_1", CHANNELS, CHANNELS, 3, 1, 0)
                .relu("relu_2_1")
                .conv("conv_2_2", CHANNELS, CHANNELS, 3, 1, 0)
                .relu("relu_2_2")
                .maxPool("max_pool_2", 2, 2, 0, false)
                .transpose("channels_last", 1, 2, 0)
                .flatten("flatten")
                .linear("output", 13 * 13 * CHANNELS, classes)
                .stages("relu_1_2", "relu_2_2")
                .build();
    }

    /** The classes that it was trained on. */
    static List<String> labels() {
        return List.of(
                "lifeboat",
                "ladybug",
                "pizza",
                "bell pepper",
                "school bus",
                "koala",
                "espresso",
                "red panda",
                "orange",
                "sports car");
    }
}
