package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016, arXiv 1602.07360), torchvision's layout. A fire module {@code features.N} squeezes to
 * few channels by a 1 by 1 convolution and expands by a 1 by 1 and a 3 by 3 one, whose outputs are stacked. The classifier is
 * a convolution with ReLU and global average.
 */
final class SqueezeNet {
    private SqueezeNet() {}

    static ModelSpec spec(int classes) {
        ModelSpecBuilder net = ModelSpec.builder("squeezenet1_1", 3, 224, 224);
        net.conv("features.0", 3, 64, 3, 2, 0).relu("features.1").maxPool("features.2", 3, 2, 0, true);
        fire(net, 3, 64, 16, 64);
        fire(net, 4, 128, 16, 64);
        net.maxPool("features.5", 3, 2, 0, true);
        fire(net, 6, 128, 32, 128);
        fire(net, 7, 256, 32, 128);
        net.maxPool("features.8", 3, 2, 0, true);
        fire(net, 9, 256, 48, 192);
        fire(net, 10, 384, 48, 192);
        fire(net, 11, 384, 64, 256);
        fire(net, 12, 512, 64, 256);
        return net.dropout("classifier.0")
                .conv("classifier.1", 512, classes, 1, 1, 0)
                .relu("classifier.2")
                .globalAvgPool("classifier.3")
                .stages("features.1", "features.4", "features.7", "features.12")
                .preprocessing(Preprocessing.imageNet())
                .build();
    }

    private static void fire(ModelSpecBuilder net, int number, int in, int squeeze, int expand) {
        String module = "features." + number;
        net.conv(module + ".squeeze", in, squeeze, 1, 1, 0).relu(module + ".squeeze_activation");
        String squeezed = net.current();
        net.conv(module + ".expand1x1", squeeze, expand, 1, 1, 0).relu(module + ".expand1x1_activation");
        String pointwise = net.current();
        net.from(squeezed).conv(module + ".expand3x3", squeeze, expand, 3, 1, 1).relu(module + ".expand3x3_activation");
        net.concat(module, pointwise, net.current());
    }
}
