package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import io.github.hdecomp.model.NodeSpec;
import java.util.List;

/**
 * Residual networks for 32 by 32 pictures (He et al. 2015, arXiv 1512.03385, Section 4.2): three stages of (depth - 2) / 6
 * blocks with 16, 32 and 64 channels. Shortcuts have no parameters (option A): they drop every other row and column and pad
 * channels with zeros on both sides. Weight keys are those of the widespread PyTorch implementation ({@code linear} at the
 * end); preprocessing is that of its training.
 */
final class CifarResNet {
    private static final int[] WIDTHS = {16, 32, 64};

    private CifarResNet() {}

    static ModelSpec spec(int depth, int classes) {
        ModelSpecBuilder net = ModelSpec.builder("cifar_resnet" + depth, 3, 32, 32)
                .convWithoutBias("conv1", 3, 16, 3, 1, 1)
                .batchNorm("bn1", 16)
                .relu("relu");
        int channels = 16;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            String layer = "layer" + (stage + 1);
            for (int block = 0; block < (depth - 2) / 6; block++) {
                block(net, layer + "." + block, channels, WIDTHS[stage]);
                channels = WIDTHS[stage];
            }
            net.alias(layer, net.current());
        }
        return net.globalAvgPool("avgpool")
                .flatten("flatten")
                .linear("linear", channels, classes)
                .stages("layer1", "layer2", "layer3")
                .preprocessing(Preprocessing.imageNet(new Resize.ShorterSide(32, Interpolation.BILINEAR), 32, 32))
                .build();
    }

    private static void block(ModelSpecBuilder net, String name, int in, int width) {
        String input = net.current();
        int stride = in == width ? 1 : 2;
        net.convWithoutBias(name + ".conv1", in, width, 3, stride, 1)
                .batchNorm(name + ".bn1", width)
                .relu(name + ".relu1")
                .convWithoutBias(name + ".conv2", width, width, 3, 1, 1)
                .batchNorm(name + ".bn2", width);
        String residual = net.current();
        String shortcut = input;
        if (stride != 1) {
            shortcut = name + ".shortcut";
            int zeros = width / 4;
            Attributes attributes = Attributes.none().with("stride", stride).with("channels", zeros, zeros);
            net.node(new NodeSpec(shortcut, "SubsamplePad", List.of(input), List.of(), attributes));
        }
        net.from(residual).add(name + ".add", shortcut).relu(name);
    }
}
