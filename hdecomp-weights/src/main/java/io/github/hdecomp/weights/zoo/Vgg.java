package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG (Simonyan and Zisserman 2014, arXiv 1409.1556), torchvision's layout: 3 by 3 convolutions in five stages, each ended by
 * a max-pool, and three linear layers.
 */
final class Vgg {
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};

    private Vgg() {}

    static ModelSpec vgg16(String name, boolean batchNorm, int classes) {
        return spec(name, batchNorm, classes, 2, 2, 3, 3, 3);
    }

    static ModelSpec vgg19(int classes) {
        return spec("vgg19", false, classes, 2, 2, 4, 4, 4);
    }

    private static ModelSpec spec(String name, boolean batchNorm, int classes, int... convolutions) {
        ModelSpecBuilder net = ModelSpec.builder(name, 3, 224, 224);
        List<String> stages = new ArrayList<>();
        int index = 0;
        int channels = 3;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int i = 0; i < convolutions[stage]; i++) {
                net.conv("features." + index++, channels, WIDTHS[stage], 3, 1, 1);
                if (batchNorm) {
                    net.batchNorm("features." + index++, WIDTHS[stage]);
                }
                net.relu("features." + index++);
                channels = WIDTHS[stage];
            }
            stages.add(net.current());
            net.maxPool("features." + index++, 2, 2, 0, false);
        }
        return net.adaptiveAvgPool("avgpool", 7, 7)
                .flatten("flatten")
                .linear("classifier.0", 512 * 7 * 7, 4096)
                .relu("classifier.1")
                .dropout("classifier.2")
                .linear("classifier.3", 4096, 4096)
                .relu("classifier.4")
                .dropout("classifier.5")
                .linear("classifier.6", 4096, classes)
                .stages(stages.toArray(String[]::new))
                .preprocessing(Preprocessing.imageNet())
                .build();
    }
}
