package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ModelSpecBuilder;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Small networks of random structure: convolutions with and without bias and batch norm, pools, residual blocks, stacked
 * branches, and a head of global average pooling or flattening and a linear layer.
 */
public final class RandomNetworks {
    static final int CLASSES = 4;

    private final SplittableRandom random;
    private final boolean biases;
    private final boolean globalPooling;
    private final List<String> stages = new ArrayList<>();
    private final ModelSpecBuilder net;
    private int channels;
    private int side;
    private int next;

    private RandomNetworks(long seed, boolean biases, boolean globalPooling) {
        this.random = new SplittableRandom(seed);
        this.biases = biases;
        this.globalPooling = globalPooling;
        this.channels = 1 + random.nextInt(3);
        this.side = 6 + random.nextInt(5);
        this.net = ModelSpec.builder("random" + seed, channels, side, side);
    }

    /** Any head. */
    public static ModelSpec spec(long seed, boolean biases) {
        return new RandomNetworks(seed, biases, seed % 2 == 0).build();
    }

    /** Global average pooling of the last stage and one linear layer. */
    static ModelSpec withGlobalPooling(long seed) {
        return new RandomNetworks(seed, true, true).build();
    }

    public static Tensor input(ModelSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensor.adopt(spec.input(), values);
    }

    private ModelSpec build() {
        int blocks = 2 + random.nextInt(3);
        for (int i = 0; i < blocks; i++) {
            switch (random.nextInt(4)) {
                case 0 -> residual();
                case 1 -> branches();
                default -> convolution(1 + random.nextInt(5), 1 + 2 * random.nextInt(2), 1 + random.nextInt(2));
            }
            stages.add(net.current());
            if (side >= 4 && random.nextInt(3) == 0) {
                pool();
            }
        }
        if (globalPooling) {
            // CAM wants the last stage right below the pooling.
            convolution(1 + random.nextInt(4), 3, 1);
            stages.add(net.current());
            net.globalAvgPool("gap");
        } else {
            net.flatten("flatten").dropout("dropout");
            channels = channels * side * side;
        }
        head();
        return net.stages(stages.toArray(String[]::new)).build();
    }

    private void head() {
        if (biases) {
            net.flatten("vector").linear("fc", channels, CLASSES);
        } else {
            net.flatten("vector");
            ParameterSpec weight = new ParameterSpec("fc.weight", Shape.of(CLASSES, channels));
            net.node(new NodeSpec("fc", "Gemm", List.of("vector"), List.of(weight), Attributes.none()));
        }
    }

    private String name(String kind) {
        return kind + next++;
    }

    private void convolution(int out, int kernel, int stride) {
        product(out, kernel, stride);
        net.relu(name("relu"));
    }

    private void product(int out, int kernel, int stride) {
        String name = name("conv");
        if (biases && random.nextBoolean()) {
            net.conv(name, channels, out, kernel, stride, kernel / 2);
        } else {
            net.convWithoutBias(name, channels, out, kernel, stride, kernel / 2);
        }
        channels = out;
        side = (side - 1) / stride + 1;
        if (biases && random.nextBoolean()) {
            net.batchNorm(name("bn"), out);
        }
    }

    private void pool() {
        if (random.nextBoolean()) {
            net.maxPool(name("pool"), 2, 2, 0, false);
        } else {
            net.avgPool(name("pool"), 2, 2, 0);
        }
        side /= 2;
    }

    private void residual() {
        String input = net.current();
        int in = channels;
        convolution(1 + random.nextInt(3), 3, 1);
        product(in, 3, 1);
        net.add(name("add"), input);
        net.relu(name("relu"));
    }

    private void branches() {
        String input = net.current();
        int in = channels;
        convolution(1 + random.nextInt(3), 1, 1);
        String left = net.current();
        int leftChannels = channels;
        net.from(input);
        channels = in;
        convolution(1 + random.nextInt(3), 3, 1);
        net.concat(name("concat"), left, net.current());
        channels += leftChannels;
    }
}
