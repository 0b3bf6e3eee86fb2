package io.github.hdecomp.nd4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Three steps of training a small residual network, beside those of PyTorch in float64. */
class PyTorchStepsTest {
    private static final int PICTURES = 6;
    private static final List<Integer> LABELS = List.of(0, 1, 2, 1, 0, 2);

    /** Numbers from -1 to 1 that are drawn alike in the script that asked PyTorch. */
    private static final class Congruential {
        private long state = 12345;

        Tensor tensor(Shape shape, double scale, double offset) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                state = (state * 1103515245L + 12345L) % 2147483648L;
                values[i] = (float) ((state / 2147483648.0 * 2 - 1) * scale + offset);
            }
            return Tensor.adopt(shape, values);
        }
    }

    private static ModelSpec spec() {
        return ModelSpec.builder("residual", 3, 8, 8)
                .convWithoutBias("conv1", 3, 4, 3, 1, 1)
                .batchNorm("bn1", 4)
                .relu("relu1")
                .conv("conv2", 4, 4, 3, 1, 1)
                .batchNorm("bn2", 4)
                .add("add", "relu1")
                .relu("relu2")
                .maxPool("pool", 2, 2, 0, false)
                .conv("conv3", 4, 5, 3, 2, 1)
                .relu("relu3")
                .globalAvgPool("gap")
                .linear("fc", 5, 3)
                .build();
    }

    private static Weights first(Congruential random, ModelSpec spec) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (ParameterSpec parameter : spec.parameters()) {
            String name = parameter.name();
            if (name.contains("running")) {
                float[] values = new float[parameter.shape().size()];
                Arrays.fill(values, name.endsWith("var") ? 1f : 0f);
                tensors.put(name, Tensor.adopt(parameter.shape(), values));
            } else {
                boolean gamma = name.startsWith("bn") && name.endsWith("weight");
                double scale = name.equals("fc.weight") ? 1 : 0.5;
                tensors.put(name, random.tensor(parameter.shape(), scale, gamma ? 1 : 0));
            }
        }
        return Weights.of(tensors);
    }

    @Test
    void weightsAndLossesArePyTorchs() throws IOException {
        ModelSpec spec = spec();
        Congruential random = new Congruential();
        Weights weights = first(random, spec);
        Tensor all = random.tensor(Shape.of(PICTURES, 3 * 8 * 8), 1, 0);
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(3)
                .withBatch(PICTURES)
                .withLearningRate(LearningRate.constant(0.1))
                .withMomentum(0.9)
                .withWeightDecay(0.01)
                .withLabelSmoothing(0.1);
        Map<String, double[]> golden = golden();
        List<Double> losses = new ArrayList<>();
        try (Trainer trainer = Trainer.start(spec, weights, options)) {
            assertThat(trainer.train(pictures(all), progress -> losses.add(progress.loss())))
                    .isTrue();
            Weights trained = trainer.weights();
            for (ParameterSpec parameter : spec.parameters()) {
                assertClose(trained.tensor(parameter.name()), of(golden, parameter.name()), parameter.name());
            }
        }
        for (int step = 0; step < losses.size(); step++) {
            assertThat(losses.get(step)).isCloseTo(of(golden, "loss" + step)[0], offset(2e-6));
        }
    }

    private static TrainingSet pictures(Tensor all) {
        return new TrainingSet() {
            @Override
            public int size() {
                return PICTURES;
            }

            @Override
            public Tensor picture(int index, int epoch) {
                float[] values = new float[3 * 8 * 8];
                all.copyTo(index * values.length, values, 0, values.length);
                return Tensor.adopt(Shape.of(3, 8, 8), values);
            }

            @Override
            public int label(int index) {
                return LABELS.get(index);
            }
        };
    }

    private static void assertClose(Tensor got, double[] expected, String name) {
        assertThat(got.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) got.get(i)).as("%s at %d", name, i).isCloseTo(expected[i], offset(5e-6));
        }
    }

    private static double[] of(Map<String, double[]> golden, String name) {
        return Objects.requireNonNull(golden.get(name), name);
    }

    private static Map<String, double[]> golden() throws IOException {
        Map<String, double[]> golden = new HashMap<>();
        try (InputStream file = PyTorchStepsTest.class.getResourceAsStream("pytorch-three-steps.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] words = line.replaceFirst("^loss ", "loss").split(" ");
                golden.put(
                        words[0],
                        Arrays.stream(words)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return golden;
    }
}
