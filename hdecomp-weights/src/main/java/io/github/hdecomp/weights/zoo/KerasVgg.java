package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG (Simonyan and Zisserman 2014, arXiv 1409.1556) by the names of Keras' applications. Maps are flattened rows first, and
 * pictures prepared as for Caffe, where its weights come from.
 */
final class KerasVgg {
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};

    private KerasVgg() {}

    /** With the three linear layers. */
    static ModelSpec classifier(String name, int classes, int... convolutions) {
        return features(name, convolutions)
                .transpose("channels_last", 1, 2, 0)
                .flatten("flatten")
                .linear("fc1", 512 * 7 * 7, 4096)
                .relu("fc1_relu")
                .linear("fc2", 4096, 4096)
                .relu("fc2_relu")
                .linear("predictions", 4096, classes)
                .build();
    }

    /** Up to the last pool: no classes, but neurons to decide on. */
    static ModelSpec extractor(String name, int... convolutions) {
        return features(name, convolutions).build();
    }

    private static ModelSpecBuilder features(String name, int... convolutions) {
        ModelSpecBuilder net = ModelSpec.builder(name, 3, 224, 224);
        List<String> stages = new ArrayList<>();
        int channels = 3;
        for (int block = 1; block <= WIDTHS.length; block++) {
            int width = WIDTHS[block - 1];
            for (int i = 1; i <= convolutions[block - 1]; i++) {
                String layer = "block" + block + "_conv" + i;
                net.conv(layer, channels, width, 3, 1, 1).relu(layer + "_relu");
                channels = width;
            }
            stages.add(net.current());
            net.maxPool("block" + block + "_pool", 2, 2, 0, false);
        }
        return net.stages(stages.toArray(String[]::new))
                .preprocessing(Preprocessing.caffe(Interpolation.NEAREST, 224, 224));
    }
}
