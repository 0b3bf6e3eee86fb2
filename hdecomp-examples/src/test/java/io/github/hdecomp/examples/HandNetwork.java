package io.github.hdecomp.examples;

import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A network that can be worked out by hand: its first stage, relu1, is the picture of 2 by 2 pixels; its second, relu2, mixes the
 * three colours of each pixel; the scores mix the means of relu2's channels.
 */
final class HandNetwork {
    private static final float[][] MIX = {{4, 2, 0}, {0, 1, 3}, {1, 0, -1}};
    private static final float[][] SCORES = {{2, -1, 4}, {1, 3, 0}};

    /**
     * Class 1. relu2 is 5.2, 1.2, 0.8 in the first pixel and 0.8, 3.4, 0 in the third, its means are 1.5, 1.15, 0.2, the scores
     * 3.15 and 4.95.
     */
    static final int A = 0;

    /**
     * Class 0. relu2 is 5.2, 0.6, 1 in the first pixel, its means are 1.3, 0.15, 0.25, the scores 3.95 and 1.75.
     */
    static final int B = 1;

    /** The colours of the first and the third pixel, in fifths; the others are black. */
    private static final List<int[][]> PIXELS = List.of(
            new int[][] {{5, 3, 1}, {0, 2, 5}}, new int[][] {{5, 3, 0}, {0, 0, 0}}, new int[][] {{5, 5, 5}, {0, 0, 0}});

    private HandNetwork() {}

    static Model build() throws IOException {
        return build(MIX, SCORES, 0.5f);
    }

    /** The network with other weights; the bias is that of the first score. */
    static Model build(float[][] mix, float[][] scores, float bias) throws IOException {
        return build("relu2", mix, scores, bias);
    }

    /** The network with another name for its second stage. */
    static Model named(String secondStage) throws IOException {
        return build(secondStage, MIX, SCORES, 0.5f);
    }

    private static Model build(String secondStage, float[][] mix, float[][] scores, float bias) throws IOException {
        int channels = mix.length;
        ModelSpec spec = ModelSpec.builder("hand", 3, 2, 2)
                .conv("conv1", 3, 3, 1, 1, 0)
                .relu("relu1")
                .conv("conv2", 3, channels, 1, 1, 0)
                .relu(secondStage)
                .globalAvgPool("gap")
                .flatten("flat")
                .linear("fc", channels, 2)
                .stages("relu1", secondStage)
                .build()
                .withPreprocessing(Preprocessing.unit(2, 2));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv1.weight", Tensor.of(Shape.of(3, 3, 1, 1), 1, 0, 0, 0, 1, 0, 0, 0, 1));
        tensors.put("conv1.bias", Tensor.of(Shape.of(3), 0, 0, 0));
        tensors.put("conv2.weight", Tensor.of(Shape.of(channels, 3, 1, 1), flat(mix)));
        tensors.put("conv2.bias", Tensor.of(Shape.of(channels), new float[channels]));
        tensors.put("fc.weight", Tensor.of(Shape.of(2, channels), flat(scores)));
        tensors.put("fc.bias", Tensor.of(Shape.of(2), bias, 0));
        return Models.build(spec, Weights.of(tensors), ModelOptions.defaults().withThreads(1));
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    /** Some pictures, by number, with their labels. */
    record Pictures(List<Integer> shown, List<Integer> labels) implements ImageSet {
        @Override
        public String name() {
            return "by hand";
        }

        @Override
        public int size() {
            return shown.size();
        }

        @Override
        public ImageEntry entry(int index) {
            return new ImageEntry(index + ".png", OptionalInt.of(labels.get(index)));
        }

        @Override
        public BufferedImage read(int index) {
            return picture(shown.get(index));
        }
    }

    static ImageSet aAndB() {
        return new Pictures(List.of(A, B), List.of(1, 0));
    }

    /** A picture whose first pixel is white, and nothing else. */
    static ImageSet white() {
        return new Pictures(List.of(2), List.of(0));
    }

    private static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 2; y++) {
            int[] fifths = PIXELS.get(number)[y];
            image.setRGB(0, y, 51 * ((fifths[0] << 16) + (fifths[1] << 8) + fifths[2]));
        }
        return image;
    }

    static Tensor input(Model model, int number) {
        return model.spec().preprocessing().apply(picture(number));
    }
}
