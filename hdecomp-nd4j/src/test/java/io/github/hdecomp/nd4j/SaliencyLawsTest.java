package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Baseline;
import io.github.hdecomp.attribution.ClassActivationMap;
import io.github.hdecomp.attribution.Conductance;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GapSaliency;
import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.GradCamPlusPlus;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.attribution.GradientTimesInput;
import io.github.hdecomp.attribution.GuidedBackpropagation;
import io.github.hdecomp.attribution.GuidedGradCam;
import io.github.hdecomp.attribution.IntegratedGradCam;
import io.github.hdecomp.attribution.IntegratedGradients;
import io.github.hdecomp.attribution.InternalInfluence;
import io.github.hdecomp.attribution.LayerCam;
import io.github.hdecomp.attribution.Quadrature;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.SmoothGrad;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of methods that use gradients, on random networks. */
class SaliencyLawsTest {
    private static final Decision CLASS = new ClassDecision(2);

    private static Model model(ModelSpec spec, long seed) {
        return new Nd4jBackend()
                .build(spec, Weights.random(spec, seed), ModelOptions.defaults().withThreads(2));
    }

    private static double sum(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
        }
        return sum;
    }

    private static double magnitude(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += Math.abs(values.get(i));
        }
        return sum;
    }

    /** Values add up to what the decision grows by, and the error says by how much they miss it. */
    @Property(tries = 30)
    void integratedGradientsAndConductanceAreComplete(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed));
                Tape start = model.record(Baseline.ZERO.of(spec))) {
            double grown = (double) tape.value(CLASS) - start.value(CLASS);
            Attribution fine = new IntegratedGradients(150, Quadrature.MIDPOINT, Baseline.ZERO).explain(tape, CLASS);
            assertComplete(fine, grown);
            for (Tap tap : spec.stages()) {
                Attribution conductance = new Conductance(
                                Optional.of(tap), 150, Quadrature.ENDPOINTS, Conductance.At.BOTH, Baseline.ZERO)
                        .explain(tape, CLASS);
                assertThat(conductance.tap()).isEqualTo(tap);
                assertComplete(conductance, grown);
            }
        }
    }

    private static void assertComplete(Attribution found, double grown) {
        double missing = Math.abs(sum(found.values()) - grown);
        assertThat(found.error().orElseThrow()).isCloseTo(missing, offset(1e-4 * (1 + magnitude(found.values()))));
        assertThat(missing).isLessThan(0.02 * (0.1 + magnitude(found.values())));
    }

    /** At the picture itself, conductance is integrated gradients by the same rule. */
    @Property(tries = 10)
    void conductanceOfThePictureIsIntegratedGradients(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Attribution conductance = new Conductance(
                            Optional.of(Tap.INPUT), 6, Quadrature.ENDPOINTS, Conductance.At.BOTH, Baseline.ZERO)
                    .explain(tape, CLASS);
            Attribution integrated =
                    new IntegratedGradients(7, Quadrature.TRAPEZOID, Baseline.ZERO).explain(tape, CLASS);
            assertClose(conductance.values(), integrated.values(), 1);
        }
    }

    /** Captum's form: Gauss–Legendre points, gradients where a step begins; written out for two steps. */
    @Property(tries = 10)
    void conductanceMayLeaveOutTheEnds(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tap tap = spec.stages().get(spec.stages().size() - 1);
        Tensor picture = RandomNetworks.input(spec, seed);
        try (Model model = model(spec, seed);
                Tape tape = model.record(picture);
                Tape nothing = model.record(Baseline.ZERO.of(spec));
                Tape first = model.record(scaled(picture, 0.5 - Math.sqrt(0.15)));
                Tape second = model.record(scaled(picture, 0.5));
                Tape third = model.record(scaled(picture, 0.5 + Math.sqrt(0.15)))) {
            double[] sums = new double[tape.activation(tap).size()];
            step(sums, first, second, tap);
            step(sums, second, third, tap);
            Attribution found = new Conductance(
                            Optional.of(tap), 2, Quadrature.GAUSS_LEGENDRE, Conductance.At.LEFT, Baseline.ZERO)
                    .explain(tape, CLASS);
            for (int i = 0; i < sums.length; i++) {
                assertThat((double) found.values().get(i)).isCloseTo(sums[i], offset(1e-5));
            }
            double missing = sum(found.values()) - (tape.value(CLASS) - nothing.value(CLASS));
            assertThat(found.error().orElseThrow()).isCloseTo(Math.abs(missing), offset(1e-5));
            assertThat(found.cost()).isEqualTo(new Cost(4, 3));
        }
    }

    private static Tensor scaled(Tensor picture, double factor) {
        float[] values = picture.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return Tensor.adopt(picture.shape(), values);
    }

    private static void step(double[] sums, Tape from, Tape to, Tap tap) {
        Tensor gradient = new VanillaGradient(tap).explain(from, CLASS).values();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (double) gradient.get(i)
                    * (to.activation(tap).get(i) - from.activation(tap).get(i));
        }
    }

    /** CAM is Z times Grad-CAM before its ReLU, and its mean and the bias make the score. */
    @Property(tries = 40)
    void camIsGradCamWhereItFits(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.withGlobalPooling(seed);
        Weights weights = Weights.random(spec, seed);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tensor cam = ClassActivationMap.defaults().explain(tape, CLASS).values();
            Tensor gradCam =
                    new GradCam(Optional.empty(), false).explain(tape, CLASS).values();
            assertClose(cam, gradCam, cam.size());
            double score = sum(cam) / cam.size() + weights.tensor("fc.bias").get(2);
            assertThat(score).isCloseTo(tape.value(CLASS), offset(1e-5 * (1 + magnitude(cam))));
        }
    }

    /** With a 1 by 1 convolution before the average, CAM is its output without the bias, also where a ReLU follows. */
    @Example
    void camOfConvolvedClassMaps() {
        ModelSpec spec = ModelSpec.builder("squeezed", 2, 5, 5)
                .conv("conv", 2, 6, 3, 1, 1)
                .relu("relu")
                .dropout("dropout")
                .conv("classes", 6, 4, 1, 1, 0)
                .relu("relued")
                .globalAvgPool("average")
                .build();
        try (Model model = model(spec, 9);
                Tape tape = model.record(RandomNetworks.input(spec, 9))) {
            Attribution cam = ClassActivationMap.defaults().explain(tape, CLASS);
            assertThat(cam.tap()).isEqualTo(Tap.of("relu"));
            Tensor maps = tape.activation(Tap.of("classes"));
            float bias = Weights.random(spec, 9).tensor("classes.bias").get(2);
            for (int i = 0; i < 25; i++) {
                assertThat(cam.values().get(i)).isCloseTo(maps.get(50 + i) - bias, offset(1e-5f));
            }
        }
    }

    @Example
    void camSaysWhatItNeeds() {
        ModelSpec spec = ModelSpec.builder("dense", 1, 4, 4)
                .conv("conv", 1, 2, 3, 1, 1)
                .relu("relu")
                .flatten("flat")
                .linear("fc", 32, 3)
                .build();
        try (Model model = model(spec, 1);
                Tape tape = model.record(RandomNetworks.input(spec, 1))) {
            assertThatThrownBy(() -> ClassActivationMap.defaults().explain(tape, CLASS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cam: dense does not end in an average")
                    .hasMessageContaining("grad-cam");
            assertThatThrownBy(() -> GradCam.defaults().explain(tape, CLASS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dense names no stages; say at which layer");
        }
    }

    @Property(tries = 30)
    void withoutBiases_gradientTimesInputIsTheDecision(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, false);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tensor values = GradientTimesInput.defaults().explain(tape, CLASS).values();
            assertThat(sum(values)).isCloseTo(tape.value(CLASS), offset(1e-4 * (0.01 + magnitude(values))));
        }
    }

    /** The formulas of the class activation maps, written out. */
    @Property(tries = 30)
    void activationMapsAreTheirFormulas(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tap tap = spec.stages().get(spec.stages().size() - 1);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tensor f = tape.activation(tap);
            Tensor g = new VanillaGradient(tap).explain(tape, CLASS).values();
            int cells = f.shape().height() * f.shape().width();
            double[] gradCam = new double[cells];
            double[] layerCam = new double[cells];
            double[] plusPlus = new double[cells];
            double[] normalized = new double[cells];
            for (int k = 0; k < f.shape().channels(); k++) {
                double mean = 0;
                double features = 0;
                for (int i = 0; i < cells; i++) {
                    mean += (double) g.get(k * cells + i) / cells;
                    features += f.get(k * cells + i);
                }
                double weight = 0;
                double alphas = 0;
                for (int i = 0; i < cells; i++) {
                    double d = g.get(k * cells + i);
                    double alpha = d > 0 ? d * d / (2 * d * d + d * d * d * features) : 0;
                    weight += alpha * d;
                    alphas += alpha;
                }
                for (int i = 0; i < cells; i++) {
                    gradCam[i] += mean * f.get(k * cells + i);
                    layerCam[i] += Math.max(g.get(k * cells + i), 0) * f.get(k * cells + i);
                    plusPlus[i] += weight * f.get(k * cells + i);
                    normalized[i] += alphas > 0 ? weight / alphas * f.get(k * cells + i) : 0;
                }
            }
            assertPositive(GradCam.defaults().explain(tape, CLASS).values(), gradCam);
            assertPositive(LayerCam.defaults().explain(tape, CLASS).values(), layerCam);
            assertPositive(GradCamPlusPlus.defaults().explain(tape, CLASS).values(), plusPlus);
            GradCamPlusPlus ofAuthors = new GradCamPlusPlus(Optional.empty(), true);
            assertPositive(ofAuthors.explain(tape, CLASS).values(), normalized);
        }
    }

    @Property(tries = 10)
    void guidedGradCamIsTheProduct(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tensor guided =
                    GuidedBackpropagation.defaults().explain(tape, CLASS).values();
            Tensor map = GradCam.defaults().explain(tape, CLASS).values();
            Shape shape = guided.shape();
            Tensor large = Upsampling.BILINEAR.apply(map, shape.height(), shape.width());
            Tensor product = GuidedGradCam.defaults().explain(tape, CLASS).values();
            for (int i = 0; i < product.size(); i++) {
                assertThat(product.get(i)).isEqualTo(guided.get(i) * large.get(i % large.size()));
            }
        }
    }

    /** With one step at the picture, methods along the path are those at the picture. */
    @Property(tries = 10)
    void pathsOfOnePointAreThePictureItself(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Optional<Tap> last = Optional.empty();
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tensor influence = new InternalInfluence(last, 1, Quadrature.RIGHT, Baseline.ZERO, false)
                    .explain(tape, CLASS)
                    .values();
            Tap tap = spec.stages().get(spec.stages().size() - 1);
            assertClose(influence, new VanillaGradient(tap).explain(tape, CLASS).values(), 1);
            Tensor counted = new InternalInfluence(last, 1, Quadrature.RIGHT, Baseline.ZERO, true)
                    .explain(tape, CLASS)
                    .values();
            assertClose(
                    counted, new GradientTimesInput(tap).explain(tape, CLASS).values(), 1);
            Tensor cam = new IntegratedGradCam(
                            last, 1, Quadrature.RIGHT, Baseline.ZERO, false, IntegratedGradCam.Scale.SUM_OF_STEPS)
                    .explain(tape, CLASS)
                    .values();
            assertClose(cam, GradCam.defaults().explain(tape, CLASS).values(), 1);
            Tensor integrated = new IntegratedGradients(1, Quadrature.RIGHT, Baseline.ZERO)
                    .explain(tape, CLASS)
                    .values();
            assertClose(
                    integrated,
                    GradientTimesInput.defaults().explain(tape, CLASS).values(),
                    1);
            Tensor smooth = new SmoothGrad(VanillaGradient.defaults(), 2, 0, false, 1)
                    .explain(tape, CLASS)
                    .values();
            assertClose(smooth, VanillaGradient.defaults().explain(tape, CLASS).values(), 1);
        }
    }

    /** Shows the picture that it is asked about. */
    private record Echo() implements Saliency {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public Attribution explain(Tape tape, Decision target) {
            return new Attribution(
                    name(),
                    target,
                    Tap.INPUT,
                    Attribution.Kind.CELLS,
                    tape.activation(Tap.INPUT),
                    new Cost(0, 0),
                    OptionalDouble.empty(),
                    Optional.empty());
        }
    }

    /** The noise is as large as it should be, and its mean is nothing: of x², the mean is x² and its variance. */
    @Example
    void smoothGradAveragesOverNoise() {
        ModelSpec spec = ModelSpec.builder("any", 2, 12, 12)
                .flatten("flat")
                .linear("fc", 288, 3)
                .build();
        Tensor picture = RandomNetworks.input(spec, 5);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < picture.size(); i++) {
            least = Math.min(least, picture.get(i));
            most = Math.max(most, picture.get(i));
        }
        double variance = Math.pow(0.3 * (most - least), 2);
        int samples = 200;
        try (Model model = model(spec, 5);
                Tape tape = model.record(picture)) {
            Attribution plain = new SmoothGrad(new Echo(), samples, 0.3, false, 1).explain(tape, CLASS);
            Attribution squared = new SmoothGrad(new Echo(), samples, 0.3, true, 1).explain(tape, CLASS);
            double strayed = 0;
            double added = 0;
            for (int i = 0; i < picture.size(); i++) {
                double x = picture.get(i);
                strayed += Math.pow(plain.values().get(i) - x, 2) / picture.size();
                added += (squared.values().get(i) - x * x) / picture.size();
            }
            assertThat(strayed).isCloseTo(variance / samples, offset(0.4 * variance / samples));
            assertThat(added).isCloseTo(variance, offset(0.05 * variance));
            assertThat(plain.cost()).isEqualTo(new Cost(samples, 0));
            assertThat(new SmoothGrad(new Echo(), samples, 0.3, false, 1).explain(tape, CLASS))
                    .isEqualTo(plain);
            assertThat(new SmoothGrad(new Echo(), samples, 0.3, false, 2).explain(tape, CLASS))
                    .isNotEqualTo(plain);
        }
    }

    /** One child and one stage: the gradient of the strongest channel's peak. */
    @Property(tries = 20)
    void theTreesSaliencyIsTheGradientOfItsLeaves(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        Tap tap = spec.stages().get(0);
        try (Model model = model(spec, seed);
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Decomposition decomposition = GradientActivationPropagation.decompose(tape, List.of(CLASS), tap)
                    .get(0);
            Attribution found =
                    new GapSaliency(1, List.of(tap), GapSaliency.Weighting.PATHS, false).explain(tape, CLASS);
            if (decomposition.activated().isEmpty()) {
                assertThat(found.remark())
                        .hasValueSatisfying(remark -> assertThat(remark).contains("no leaves"));
            } else {
                Decision leaf = decomposition.peak(decomposition.activated().get(0));
                Gradient gradient = tape.gradients(List.of(leaf), Tap.INPUT, BackwardRule.GRADIENT)
                        .get(0);
                Shape input = spec.input();
                assertThat(found.values())
                        .isEqualTo(gradient.values().pad(gradient.region(), input.height(), input.width()));
            }
        }
    }

    private static void assertPositive(Tensor actual, double[] expected) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual.get(i)).isCloseTo(Math.max(expected[i], 0), offset(1e-5 * largest + 1e-9));
        }
    }

    private static void assertClose(Tensor actual, Tensor expected, double factor) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            largest = Math.max(largest, Math.abs(factor * expected.get(i)));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) actual.get(i)).isCloseTo(factor * expected.get(i), offset(2e-5 * largest + 1e-8));
        }
    }
}
