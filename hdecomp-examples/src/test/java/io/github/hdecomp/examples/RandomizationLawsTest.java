package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.analysis.LabelRandomization;
import io.github.hdecomp.analysis.ParameterRandomization;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/**
 * What sanity checks have to find for methods that look at one thing only: their map is a ramp that runs up while that is as it
 * was, and down when it is not, so that correlations are 1 and -1.
 */
class RandomizationLawsTest {
    private static final ModelSpec SPEC;
    private static final Weights TRAINED;
    private static final ImageSet IMAGES = new HandNetwork.Pictures(List.of(0, 1, 2), List.of(0, 1, 0));
    private static final BulkRun RUN = BulkRun.defaults();
    private static final ModelOptions OPTIONS = ModelOptions.defaults().withThreads(1);

    static {
        try (Model hand = HandNetwork.build()) {
            SPEC = hand.spec();
            TRAINED = Weights.random(SPEC, 5);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A method that looks at one thing. */
    private record Ramp(String name, BiPredicate<Tape, Decision> up) implements Saliency {
        @Override
        public Attribution explain(Tape tape, Decision target) {
            boolean rises = up.test(tape, target);
            float[] values = new float[4];
            for (int i = 0; i < 4; i++) {
                values[i] = rises ? i + 1 : 4 - i;
            }
            Tensor map = Tensor.of(Shape.of(1, 2, 2), values);
            return new Attribution(
                    name,
                    target,
                    Tap.INPUT,
                    Attribution.Kind.CELLS,
                    map,
                    new Cost(0, 0),
                    OptionalDouble.empty(),
                    Optional.empty());
        }
    }

    /** Whether a layer is what the trained network makes of what lies below it. */
    private static Saliency layer(String name, Tap below, String layer, boolean rectified) {
        Tensor weights = TRAINED.tensor(layer + ".weight");
        Tensor bias = TRAINED.tensor(layer + ".bias");
        int outputs = bias.size();
        int inputs = weights.size() / outputs;
        return new Ramp(name, (tape, target) -> {
            Tensor from = tape.activation(below);
            Tensor to = layer.equals("fc") ? tape.logits() : tape.activation(Tap.of("relu" + layer.substring(4)));
            int cells = from.size() / inputs;
            for (int output = 0; output < outputs; output++) {
                double sum = bias.get(output);
                for (int input = 0; input < inputs; input++) {
                    sum += weights.get(output * inputs + input) * from.get(input * cells);
                }
                double expected = rectified ? Math.max(0, sum) : sum;
                if (Math.abs(expected - to.get(output * cells)) > 1e-4) {
                    return false;
                }
            }
            return true;
        });
    }

    private static final Saliency HEAD = layer("head", Tap.of("flat"), "fc", false);
    private static final Saliency MIDDLE = layer("middle", Tap.of("relu1"), "conv2", true);
    private static final Saliency BOTTOM = layer("bottom", Tap.INPUT, "conv1", true);
    private static final Saliency OWN = new Ramp(
            "own",
            (tape, target) -> target.equals(new ClassDecision(new Prediction(tape.logits(), List.of()).classId())));

    /** Correlations of each method, block by block. */
    private record Curves(List<Double> head, List<Double> middle, List<Double> bottom, List<Double> own) {}

    private static Curves magnitudes(boolean cascading, boolean ownClass) throws IOException {
        var result = new ParameterRandomization(List.of(HEAD, MIDDLE, BOTTOM, OWN), cascading, ownClass, 3)
                .run(SPEC, TRAINED, OPTIONS, IMAGES, RUN);
        assertThat(result.rows().stream().map(ParameterRandomization.Row::block).distinct())
                .containsExactly("fc", "conv2", "conv1");
        return new Curves(curve(result, HEAD), curve(result, MIDDLE), curve(result, BOTTOM), curve(result, OWN));
    }

    private static List<Double> curve(ParameterRandomization.Result result, Saliency method) {
        return result.rows().stream()
                .filter(row -> row.method().equals(method.name()))
                .map(row -> row.magnitudes().mean())
                .toList();
    }

    @Test
    void blocksStayRandomInACascade() throws IOException {
        var curves = magnitudes(true, false);
        assertThat(curves.head()).allMatch(value -> value < -0.7).hasSize(3);
        assertThat(curves.middle().get(0)).isGreaterThan(0.99);
        assertThat(curves.middle().subList(1, 3)).allMatch(value -> value < 0.99);
        assertThat(curves.bottom().subList(0, 2)).allMatch(value -> value > 0.99);
        assertThat(curves.bottom().get(2)).isLessThan(-0.7);
    }

    @Test
    void blocksAreRandomAlone() throws IOException {
        var curves = magnitudes(false, false);
        assertThat(curves.head().get(0)).isLessThan(-0.7);
        assertThat(curves.head().subList(1, 3)).allMatch(value -> value > 0.99);
        assertThat(curves.middle().get(0)).isGreaterThan(0.99);
        assertThat(curves.middle().get(1)).isLessThan(0.99);
        assertThat(curves.middle().get(2)).isGreaterThan(0.99);
        assertThat(curves.bottom().get(2)).isLessThan(-0.7);
    }

    @Test
    void networksExplainTheSameClassOrTheirOwn() throws IOException {
        assertThat(magnitudes(true, true).own()).allMatch(value -> value > 0.99);
        try (Model trained = Models.build(SPEC, TRAINED, OPTIONS);
                Model permuted = Models.build(SPEC, opposite(), OPTIONS)) {
            var own = new LabelRandomization(List.of(OWN, HEAD), false).run(trained, permuted, IMAGES, RUN);
            assertThat(own.rows().get(0).magnitudes().mean()).isGreaterThan(0.99);
            assertThat(own.rows().get(1).magnitudes().mean()).isLessThan(-0.7);
            assertThat(own.permutedWeightsSha256()).isEqualTo(permuted.weightsSha256());
            var same = new LabelRandomization(List.of(OWN), true).run(trained, permuted, IMAGES, RUN);
            assertThat(same.rows().get(0).magnitudes().mean()).isLessThan(-0.7);
            var itself = new LabelRandomization(List.of(HEAD, MIDDLE), true).run(trained, trained, IMAGES, RUN);
            assertThat(itself.rows())
                    .allMatch(row ->
                            row.magnitudes().mean() > 0.99 && row.signed().mean() > 0.99);
        }
    }

    /** The weights with the scores' signs turned, so that the other class of two wins. */
    private static Weights opposite() {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (String name : TRAINED.names()) {
            float[] values = TRAINED.tensor(name).toArray();
            if (name.startsWith("fc.")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = -values[i];
                }
            }
            tensors.put(name, Tensor.of(TRAINED.tensor(name).shape(), values));
        }
        return Weights.of(tensors);
    }
}
