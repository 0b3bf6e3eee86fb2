package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;

/** A small network with every operator that the writers know, and inputs for it. */
final class Networks {
    private Networks() {}

    static ModelSpec everyOperator() {
        return ModelSpec.builder("small", 3, 17, 17)
                .convWithoutBias("conv1", 3, 8, 3, 1, 1)
                .batchNorm("norm1", 8)
                .relu("relu1")
                .maxPool("pool1", 3, 2, 0, true)
                .conv("conv2", 8, 8, 3, 1, 1)
                .add("add", "pool1")
                .relu("relu2")
                .conv("wide", 8, 4, 3, 2, 1)
                .from("relu2")
                .conv("narrow", 8, 6, 1, 2, 0)
                .concat("both", "wide", "narrow")
                .avgPool("pool2", 2, 1, 1)
                .from("pool2")
                .adaptiveAvgPool("pool3", 5, 5)
                .conv("conv3", 10, 6, 1, 1, 0)
                .globalAvgPool("mean")
                .flatten("flatten")
                .dropout("dropout")
                .linear("linear", 6, 7)
                .stages("relu1", "both")
                .build();
    }

    static Tensor input(ModelSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.adopt(spec.input(), values);
    }
}
