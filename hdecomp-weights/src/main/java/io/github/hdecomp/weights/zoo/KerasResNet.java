package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * ResNet-50 (He et al. 2015, arXiv 1512.03385) by the names of Keras' applications: strides are in the first convolution of a
 * block, convolutions have biases, and pictures are prepared as for Caffe.
 */
final class KerasResNet {
    private static final int[] BLOCKS = {3, 4, 6, 3};
    private static final double EPSILON = 1.001e-5;

    private final ModelSpecBuilder net;

    private KerasResNet(String name) {
        this.net = ModelSpec.builder(name, 3, 224, 224);
    }

    /** With the linear layer. */
    static ModelSpec classifier(String name, int classes) {
        return new KerasResNet(name)
                .features()
                .globalAvgPool("avg_pool")
                .flatten("flatten")
                .linear("predictions", 2048, classes)
                .build();
    }

    /** Up to the last block: no classes, but neurons to decide on. */
    static ModelSpec extractor(String name) {
        return new KerasResNet(name).features().build();
    }

    private ModelSpecBuilder features() {
        net.conv("conv1_conv", 3, 64, 7, 2, 3);
        norm("conv1_bn", 64);
        // Keras pads with zeros, which behind a ReLU never exceed a maximum.
        net.relu("conv1_relu").maxPool("pool1_pool", 3, 2, 1, false);
        int channels = 64;
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            for (int block = 1; block <= BLOCKS[stage]; block++) {
                int stride = block == 1 && stage > 0 ? 2 : 1;
                block("conv" + (stage + 2) + "_block" + block, channels, 64 << stage, stride, block == 1);
                channels = 4 * (64 << stage);
            }
        }
        return net.stages("conv1_relu", "conv2_block3_out", "conv3_block4_out", "conv4_block6_out", "conv5_block3_out")
                .preprocessing(Preprocessing.caffe(Interpolation.NEAREST, 224, 224));
    }

    private void block(String name, int channels, int width, int stride, boolean projects) {
        String input = net.current();
        String shortcut = input;
        if (projects) {
            net.conv(name + "_0_conv", channels, 4 * width, 1, stride, 0);
            norm(name + "_0_bn", 4 * width);
            shortcut = net.current();
        }
        net.from(input).conv(name + "_1_conv", channels, width, 1, stride, 0);
        norm(name + "_1_bn", width);
        net.relu(name + "_1_relu").conv(name + "_2_conv", width, width, 3, 1, 1);
        norm(name + "_2_bn", width);
        net.relu(name + "_2_relu").conv(name + "_3_conv", width, 4 * width, 1, 1, 0);
        norm(name + "_3_bn", 4 * width);
        net.add(name + "_add", shortcut).relu(name + "_out");
    }

    private void norm(String layer, int channels) {
        List<ParameterSpec> parameters = Stream.of("weight", "bias", "running_mean", "running_var")
                .map(role -> new ParameterSpec(layer + "." + role, Shape.of(channels)))
                .toList();
        Attributes epsilon = Attributes.none().with("epsilon", EPSILON);
        net.node(new NodeSpec(layer, "BatchNormalization", List.of(net.current()), parameters, epsilon));
    }
}
