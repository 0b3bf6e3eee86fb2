package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Ranking;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Products of which little is kept are those of which all is kept, and those are gradient times feature. */
class StrongestProductsTest {
    private static final double TOLERANCE = 1e-5;

    private static Model model(ModelSpec spec, Weights weights) {
        return new Nd4jBackend().build(spec, weights, ModelOptions.defaults().withThreads(2));
    }

    @Property(tries = 60)
    void equalAllProductsOnRandomNetworks(@ForAll long seed, @ForAll @IntRange(max = 3) int strongest) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, Weights.random(spec, seed));
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            List<Tap> taps = new ArrayList<>(spec.stages());
            taps.add(0, Tap.INPUT);
            for (Tap tap : taps) {
                List<Decision> decisions = new ArrayList<>(List.of(new ClassDecision(0), new ClassDecision(2)));
                decisions.add(new WeightedSum(List.of(
                        new WeightedSum.Term(1, new ClassDecision(1)),
                        new WeightedSum.Term(-1, new ClassDecision(3)))));
                check(tape, decisions, tap, strongest);
            }
        }
    }

    /** Windows that overlap, reach into padding or beyond the map, and values of which many are equal. */
    @Property(tries = 150)
    void equalAllProductsBelowAPool(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(max = 1) int padding,
            @ForAll boolean ceilMode,
            @ForAll boolean residual,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int pad = Math.min(padding, kernel / 2);
        var builder = ModelSpec.builder("pool", 2, 7 + random.nextInt(4), 6 + random.nextInt(4))
                .conv("conv1", 2, 4, 3, 1, 1)
                .relu("low")
                .maxPool("pool", kernel, stride, pad, ceilMode)
                .conv("conv2", 4, 5, 3, 1, 1)
                .relu("high");
        if (residual) {
            builder.conv("again", 5, 5, 3, 1, 1).add("sum", "high");
        }
        ModelSpec spec = builder.globalAvgPool("gap")
                .flatten("vector")
                .linear("fc", 5, 3)
                .stages("low", "high")
                .build();
        float[] pixels = new float[spec.input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(-2, 3);
        }
        try (Model model = model(spec, Weights.random(spec, seed));
                Tape tape = model.record(Tensor.adopt(spec.input(), pixels))) {
            Shape high = model.layer(Tap.of("high")).output();
            List<Decision> decisions = new ArrayList<>(List.of(new ClassDecision(1)));
            for (int i = 0; i < 6; i++) {
                decisions.add(new NeuronDecision(
                        Tap.of("high"),
                        random.nextInt(high.channels()),
                        random.nextInt(high.height()),
                        random.nextInt(high.width())));
            }
            decisions.add(sum(new ClassDecision(2), decisions.get(1)));
            // The pool's own output lies not above the pool.
            NeuronDecision pooled = new NeuronDecision(Tap.of("pool"), 3, 0, 0);
            decisions.add(2, pooled);
            decisions.add(sum(pooled, new ClassDecision(0)));
            for (int strongest : List.of(2, 4)) {
                check(tape, decisions, Tap.of("low"), strongest);
                checkAlone(tape, decisions, Tap.of("low"), strongest);
            }
        }
    }

    private static WeightedSum sum(Decision one, Decision other) {
        return new WeightedSum(List.of(new WeightedSum.Term(1.5, one), new WeightedSum.Term(-1, other)));
    }

    /** A decision alone gives the same bits as in a batch of which little is kept, whatever way the others go. */
    private static void checkAlone(Tape tape, List<Decision> decisions, Tap tap, int strongest) {
        List<ChannelProducts> some = tape.products(decisions, tap, strongest);
        for (int i = 0; i < decisions.size(); i++) {
            ChannelProducts alone =
                    tape.products(List.of(decisions.get(i)), tap).get(0);
            assertSame(some.get(i), alone, tape.model().layer(tap).output(), strongest);
        }
    }

    /** The same bits, whether little is kept of a batch or all. Alone, sums of larger products may be rounded otherwise. */
    private static void check(Tape tape, List<Decision> decisions, Tap tap, int strongest) {
        List<ChannelProducts> some = tape.products(decisions, tap, strongest);
        List<ChannelProducts> all = tape.products(decisions, tap);
        assertThat(some).hasSameSizeAs(decisions);
        assertThat(all).hasSameSizeAs(decisions);
        Shape layer = tape.model().layer(tap).output();
        for (int i = 0; i < decisions.size(); i++) {
            ChannelProducts alone =
                    tape.products(List.of(decisions.get(i)), tap).get(0);
            ChannelProducts reference = reference(tape, decisions.get(i), tap);
            compare(alone, reference, layer.channels());
            compare(all.get(i), reference, layer.channels());
            assertSame(some.get(i), all.get(i), layer, strongest);
        }
    }

    private static void assertSame(ChannelProducts found, ChannelProducts expected, Shape layer, int strongest) {
        int cells = layer.height() * layer.width();
        assertThat(found.region()).isEqualTo(expected.region());
        for (int c = 0; c < layer.channels(); c++) {
            assertThat(found.sum(c)).isEqualTo(expected.sum(c));
        }
        for (int c : Ranking.largest(strongest, layer.channels(), c -> found.sum(c) / cells)) {
            assertThat(found.map(c)).isEqualTo(expected.map(c));
            assertThat(found.peak(c)).isEqualTo(expected.peak(c));
            assertThat(found.largest(c)).isEqualTo(expected.largest(c));
        }
    }

    /** Gradient times feature, taken through the pool. */
    private static ChannelProducts reference(Tape tape, Decision decision, Tap tap) {
        Gradient gradient =
                tape.gradients(List.of(decision), tap, BackwardRule.GRADIENT).get(0);
        float[] products = gradient.values().toArray();
        Tensor features = tape.activation(tap, gradient.region());
        for (int i = 0; i < products.length; i++) {
            products[i] *= features.get(i);
        }
        return ChannelProducts.of(
                gradient.region(), Tensor.adopt(gradient.values().shape(), products));
    }

    private static void compare(ChannelProducts found, ChannelProducts expected, int channels) {
        assertThat(found.region()).isEqualTo(expected.region());
        double scale = 1e-6;
        for (int c = 0; c < channels && expected.region().area() > 0; c++) {
            scale = Math.max(scale, Math.abs(expected.largest(c)) + Math.abs(expected.sum(c)));
        }
        for (int c = 0; c < channels; c++) {
            assertThat(found.sum(c)).isCloseTo(expected.sum(c), offset(TOLERANCE * scale));
            assertClose(found.map(c), expected.map(c), TOLERANCE * scale);
        }
        assertThat(found.values().shape()).isEqualTo(expected.values().shape());
        assertClose(found.values(), expected.values(), TOLERANCE * scale);
    }

    private static void assertClose(Tensor found, Tensor expected, double tolerance) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < found.size(); i++) {
            assertThat((double) found.get(i)).isCloseTo(expected.get(i), offset(tolerance));
        }
    }

    /** The score is 3 times the largest of four pixels, which is 5. */
    @Example
    void byHand() {
        ModelSpec spec = ModelSpec.builder("hand", 1, 2, 2)
                .relu("low")
                .maxPool("pool", 2, 2, 0, false)
                .flatten("vector")
                .linearWithoutBias("fc", 1, 1)
                .stages("low")
                .build();
        Weights weights = Weights.of(Map.of("fc.weight", Tensor.of(Shape.of(1, 1), 3)));
        try (Model model = model(spec, weights);
                Tape tape = model.record(Tensor.of(Shape.of(1, 2, 2), 1, 5, 2, 5))) {
            Decomposition decomposition = GradientActivationPropagation.decompose(
                            tape, List.of(new ClassDecision(0)), Tap.of("low"), 0)
                    .get(0);
            assertThat(decomposition.contribution(0)).isEqualTo(15 / 4.0);
            assertThat(decomposition.region()).isEqualTo(new Region(0, 0, 2, 2));
            assertThatThrownBy(() -> decomposition.peak(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("channel 0 were not kept");
            assertThatThrownBy(decomposition::products).isInstanceOf(IllegalStateException.class);
            ChannelProducts kept = tape.products(List.of(new ClassDecision(0)), Tap.of("low"), 1)
                    .get(0);
            assertThat(kept.map(0)).isEqualTo(Tensor.of(Shape.of(2, 2), 0, 15, 0, 0));
            assertThat(kept.peak(0)).isEqualTo(1);
            assertThatThrownBy(() -> tape.products(List.of(new ClassDecision(0)), Tap.of("low"), -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hand: products of the -1 strongest channels of low, expected 0 or more");
        }
    }

    /** A cell of minus infinity wins no window, and no score shows it. */
    @Example
    void featuresBelowAPoolThatAreNotFiniteAreFound() {
        ModelSpec spec = ModelSpec.builder("infinite", 1, 2, 2)
                .convWithoutBias("low", 1, 1, 1, 1, 0)
                .maxPool("pool", 2, 2, 0, false)
                .flatten("vector")
                .linearWithoutBias("fc", 1, 1)
                .stages("low")
                .build();
        Weights weights = Weights.of(
                Map.of("low.weight", Tensor.of(Shape.of(1, 1, 1, 1), 10), "fc.weight", Tensor.of(Shape.of(1, 1), 3)));
        try (Model model = model(spec, weights);
                Exploration exploration = Decomposer.open(model, Tensor.of(Shape.of(1, 2, 2), 1, 5, -3e38f, 5))) {
            assertThatThrownBy(() -> exploration.tree(Options.defaults()))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("low is the first layer with features that are not finite");
        }
    }

    @Property(tries = 20)
    void aDecisionBesideTheTapIsRefusedByItsName(@ForAll @IntRange(max = 1) int strongest) {
        ModelSpec spec = ModelSpec.builder("beside", 1, 4, 4)
                .conv("left", 1, 2, 1, 1, 0)
                .maxPool("leftPool", 2, 2, 0, false)
                .from("input")
                .conv("right", 1, 2, 2, 2, 0)
                .concat("both", "leftPool", "right")
                .globalAvgPool("gap")
                .flatten("vector")
                .linear("fc", 4, 2)
                .stages("left")
                .build();
        try (Exploration exploration =
                Decomposer.open(model(spec, Weights.random(spec, 1)), RandomNetworks.input(spec, 2))) {
            List<Decision> beside = List.of(new NeuronDecision(Tap.of("right"), 0, 0, 0));
            assertThatThrownBy(() -> exploration.tape().products(beside, Tap.of("left"), strongest))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("beside: left does not lie below right");
            exploration.model().close();
        }
    }
}
