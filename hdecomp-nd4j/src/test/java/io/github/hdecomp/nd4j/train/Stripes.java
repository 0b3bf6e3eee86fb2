package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.SplittableRandom;

/** Noisy pictures of horizontal, vertical and diagonal stripes: three classes that a small network learns in seconds. */
record Stripes(int size) implements TrainingSet {
    static final int SIDE = 12;
    static final int CLASSES = 3;

    static ModelSpec network() {
        return ModelSpec.builder("stripes", 1, SIDE, SIDE)
                .convWithoutBias("conv1", 1, 6, 3, 1, 1)
                .batchNorm("bn1", 6)
                .relu("relu1")
                .maxPool("pool1", 2, 2, 0, false)
                .convWithoutBias("conv2", 6, 8, 3, 1, 1)
                .batchNorm("bn2", 8)
                .relu("relu2")
                .globalAvgPool("gap")
                .flatten("flatten")
                .linear("fc", 8, CLASSES)
                .stages("relu1", "relu2")
                .build();
    }

    @Override
    public Tensor picture(int index, int epoch) {
        SplittableRandom random = new SplittableRandom(index * 1_000_003L + epoch);
        int phase = random.nextInt(4);
        float[] values = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int along = label(index) == 0 ? y : label(index) == 1 ? x : x + y;
                float stripe = (along + phase) % 4 < 2 ? 1 : -1;
                values[y * SIDE + x] = (float) (stripe + random.nextDouble(-1.5, 1.5));
            }
        }
        return Tensor.adopt(Shape.of(1, SIDE, SIDE), values);
    }

    @Override
    public int label(int index) {
        return index % CLASSES;
    }
}
