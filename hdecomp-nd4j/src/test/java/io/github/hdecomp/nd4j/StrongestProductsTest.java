package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Products of which little is kept are those of which all is kept. */
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
            check(tape, decisions, Tap.of("low"), 2);
            // The pool's own output is no decision above the pool.
            check(tape, List.of(new NeuronDecision(Tap.of("pool"), 3, 0, 0)), Tap.of("low"), 1);
        }
    }

    private static void check(Tape tape, List<Decision> decisions, Tap tap, int strongest) {
        List<ChannelProducts> all = tape.products(decisions, tap);
        List<ChannelProducts> some = tape.products(decisions, tap, strongest);
        Shape layer = tape.model().layer(tap).output();
        int cells = layer.height() * layer.width();
        assertThat(some).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            ChannelProducts found = some.get(i);
            ChannelProducts expected = all.get(i);
            double scale = 1e-6;
            for (int c = 0; c < layer.channels(); c++) {
                scale = Math.max(scale, Math.abs(expected.largest(c)) + Math.abs(expected.sum(c)));
            }
            assertThat(found.region()).isEqualTo(expected.region());
            List<Integer> kept = Ranking.largest(strongest, layer.channels(), c -> found.sum(c) / cells);
            for (int c = 0; c < layer.channels(); c++) {
                assertThat(found.sum(c)).isCloseTo(expected.sum(c), offset(TOLERANCE * scale));
                if (kept.contains(c)) {
                    checkMap(found, expected, c, TOLERANCE * scale);
                }
            }
        }
    }

    private static void checkMap(ChannelProducts found, ChannelProducts expected, int channel, double tolerance) {
        Tensor map = found.map(channel);
        Tensor whole = expected.map(channel);
        assertThat(map.shape()).isEqualTo(whole.shape());
        for (int cell = 0; cell < map.size(); cell++) {
            assertThat((double) map.get(cell)).isCloseTo(whole.get(cell), offset(tolerance));
        }
        assertThat((double) found.largest(channel)).isCloseTo(expected.largest(channel), offset(tolerance));
        if (map.size() > 0) {
            assertThat(found.largest(channel)).isEqualTo(map.get(found.peak(channel)));
            for (int cell = 0; cell < found.peak(channel); cell++) {
                assertThat(map.get(cell)).isLessThan(found.largest(channel));
            }
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
