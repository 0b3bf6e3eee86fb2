package io.github.hdecomp.weights.zoo;

import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The network that comes with HDecomp: a small VGG for pictures of 96 by 96 pixels, two 3 by 3 convolutions with batch norms in
 * each of five stages, then global average pooling and one linear layer, 471 thousand parameters.
 */
final class DemoVgg {
    private static final int SIZE = 96;
    private static final int[] WIDTHS = {16, 32, 64, 96, 128};
    private static final float CENTRE = 0.5f;
    private static final float DEVIATION = 0.25f;

    private DemoVgg() {}

    static ModelSpec spec(int classes) {
        ModelSpecBuilder net = ModelSpec.builder("demo_vgg", 3, SIZE, SIZE);
        List<String> stages = new ArrayList<>();
        int channels = 3;
        for (int stage = 1; stage <= WIDTHS.length; stage++) {
            int width = WIDTHS[stage - 1];
            convolution(net, stage + "_1", channels, width);
            convolution(net, stage + "_2", width, width);
            channels = width;
            stages.add(net.current());
            if (stage < WIDTHS.length) {
                net.maxPool("pool" + stage, 2, 2, 0, false);
            }
        }
        return net.globalAvgPool("gap")
                .flatten("flatten")
                .linear("fc", channels, classes)
                .stages(stages.toArray(String[]::new))
                .preprocessing(preprocessing())
                .build();
    }

    private static void convolution(ModelSpecBuilder net, String name, int in, int out) {
        net.convWithoutBias("conv" + name, in, out, 3, 1, 1)
                .batchNorm("bn" + name, out)
                .relu("relu" + name);
    }

    private static Preprocessing preprocessing() {
        return new Preprocessing(
                new Resize.ShorterSide(SIZE, Interpolation.BILINEAR),
                SIZE,
                SIZE,
                ChannelOrder.RGB,
                255f,
                List.of(CENTRE, CENTRE, CENTRE),
                List.of(DEVIATION, DEVIATION, DEVIATION));
    }

    /** What is in the drawn pictures that it was trained with. */
    static List<String> labels() {
        return List.of(
                "cat",
                "dog",
                "car",
                "van",
                "sailing boat",
                "steamer",
                "house",
                "church",
                "bird",
                "plane",
                "tree",
                "palm",
                "butterfly",
                "dragonfly");
    }
}
