package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;

/**
 * ResNet (He et al. 2015, arXiv 1512.03385), torchvision's layout: {@code layerL.B} is the output of block B of stage L, after
 * its addition and last ReLU, and {@code layerL} that of the stage's last block. In a bottleneck the 3 by 3 convolution has
 * the stride. Inside a block PyTorch calls one module {@code relu} several times; here each call has a name of its own,
 * {@code relu1} and {@code relu2}, and the sum before the last ReLU is {@code add}.
 */
final class ResNet {
    private static final int[] WIDTHS = {64, 128, 256, 512};

    private ResNet() {}

    /** Two 3 by 3 convolutions per block. */
    static ModelSpec basic(String name, int classes, int... blocks) {
        return spec(name, classes, 1, blocks);
    }

    /** Three convolutions per block, 1 by 1, 3 by 3 and 1 by 1 to four times the width. */
    static ModelSpec bottleneck(String name, int classes, int... blocks) {
        return spec(name, classes, 4, blocks);
    }

    private static ModelSpec spec(String name, int classes, int expansion, int... blocks) {
        ModelSpecBuilder net = ModelSpec.builder(name, 3, 224, 224)
                .convWithoutBias("conv1", 3, 64, 7, 2, 3)
                .batchNorm("bn1", 64)
                .relu("relu")
                .maxPool("maxpool", 3, 2, 1, false);
        int channels = 64;
        for (int stage = 0; stage < blocks.length; stage++) {
            String layer = "layer" + (stage + 1);
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                block(net, layer + "." + block, channels, WIDTHS[stage], stride, expansion);
                channels = WIDTHS[stage] * expansion;
            }
            net.alias(layer, net.current());
        }
        return net.globalAvgPool("avgpool")
                .flatten("flatten")
                .linear("fc", channels, classes)
                .stages("relu", "layer1", "layer2", "layer3", "layer4")
                .preprocessing(Preprocessing.imageNet())
                .build();
    }

    private static void block(ModelSpecBuilder net, String name, int in, int width, int stride, int expansion) {
        String input = net.current();
        int out = width * expansion;
        if (expansion == 1) {
            convolve(net, name, 1, in, width, 3, stride).relu(name + ".relu1");
            convolve(net, name, 2, width, out, 3, 1);
        } else {
            convolve(net, name, 1, in, width, 1, 1).relu(name + ".relu1");
            convolve(net, name, 2, width, width, 3, stride).relu(name + ".relu2");
            convolve(net, name, 3, width, out, 1, 1);
        }
        String residual = net.current();
        String shortcut = input;
        if (stride != 1 || in != out) {
            shortcut = name + ".downsample.1";
            net.from(input)
                    .convWithoutBias(name + ".downsample.0", in, out, 1, stride, 0)
                    .batchNorm(shortcut, out);
        }
        net.from(residual).add(name + ".add", shortcut).relu(name);
    }

    private static ModelSpecBuilder convolve(
            ModelSpecBuilder net, String block, int number, int in, int out, int kernel, int stride) {
        return net.convWithoutBias(block + ".conv" + number, in, out, kernel, stride, kernel / 2)
                .batchNorm(block + ".bn" + number, out);
    }
}
