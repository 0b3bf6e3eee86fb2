package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;

/**
 * AlexNet in the form of Krizhevsky 2014 (arXiv 1404.5997), torchvision's layout: no groups, no local response normalisation.
 */
final class AlexNet {
    private AlexNet() {}

    static ModelSpec spec(int classes) {
        return ModelSpec.builder("alexnet", 3, 224, 224)
                .conv("features.0", 3, 64, 11, 4, 2)
                .relu("features.1")
                .maxPool("features.2", 3, 2, 0, false)
                .conv("features.3", 64, 192, 5, 1, 2)
                .relu("features.4")
                .maxPool("features.5", 3, 2, 0, false)
                .conv("features.6", 192, 384, 3, 1, 1)
                .relu("features.7")
                .conv("features.8", 384, 256, 3, 1, 1)
                .relu("features.9")
                .conv("features.10", 256, 256, 3, 1, 1)
                .relu("features.11")
                .maxPool("features.12", 3, 2, 0, false)
                .adaptiveAvgPool("avgpool", 6, 6)
                .flatten("flatten")
                .dropout("classifier.0")
                .linear("classifier.1", 256 * 6 * 6, 4096)
                .relu("classifier.2")
                .dropout("classifier.3")
                .linear("classifier.4", 4096, 4096)
                .relu("classifier.5")
                .linear("classifier.6", 4096, classes)
                .stages("features.1", "features.4", "features.11")
                .preprocessing(Preprocessing.imageNet())
                .build();
    }
}
