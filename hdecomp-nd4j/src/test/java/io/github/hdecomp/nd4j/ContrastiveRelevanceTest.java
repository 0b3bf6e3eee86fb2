package io.github.hdecomp.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Clrp1;
import io.github.hdecomp.attribution.Clrp2;
import io.github.hdecomp.attribution.Contrast;
import io.github.hdecomp.attribution.ExcitationBackprop;
import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.attribution.RelevanceStart;
import io.github.hdecomp.attribution.Rivals;
import io.github.hdecomp.attribution.Saliency;
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
import io.github.hdecomp.nd4j.layer.NaiveNetwork;
import io.github.hdecomp.relevance.RelevanceRule;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Methods that stand on relevance. */
class ContrastiveRelevanceTest {

    private static Model model(ModelSpec spec, Weights weights) {
        return new Nd4jBackend().build(spec, weights, ModelOptions.defaults().withThreads(2));
    }

    private static double sum(Tensor values) {
        return Arrays.stream(NaiveNetwork.doubles(values)).sum();
    }

    private static double magnitude(Tensor values) {
        return Arrays.stream(NaiveNetwork.doubles(values)).map(Math::abs).sum();
    }

    private static double least(Tensor values) {
        return Arrays.stream(NaiveNetwork.doubles(values)).min().orElse(0);
    }

    /** Shares of two wholes: their difference adds up to nothing, whatever is explained. */
    @Property(tries = 25)
    void sharesAddUpToNothing(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, Weights.random(spec, seed));
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            List<Decision> targets = List.of(
                    new ClassDecision(1),
                    new NeuronDecision(spec.stages().get(spec.stages().size() - 1), 0, 0, 0),
                    WeightedSum.contrast(new ClassDecision(0), new ClassDecision(3)));
            for (Decision target : targets) {
                for (Saliency method : List.of(Clrp1.defaults(), Clrp2.defaults())) {
                    Attribution found = method.explain(tape, target);
                    assertThat(sum(found.values())).isCloseTo(0, offset(1e-5 * (1 + magnitude(found.values()))));
                    assertThat(found.remark().isPresent()).isEqualTo(magnitude(found.values()) == 0);
                }
            }
        }
    }

    /** Three inputs and three classes: w = ((1, 0, 2), (3, 1, 0), (0, -1, 1)), a = (1, 2, 1), so scores (3, 5, -1). */
    private static final ModelSpec SPEC =
            ModelSpec.builder("three", 3, 1, 1).linearWithoutBias("fc", 3, 3).build();

    private static Attribution byHand(Saliency method, Decision target) {
        Weights weights = Weights.of(Map.of("fc.weight", Tensor.of(Shape.of(3, 3), 1, 0, 2, 3, 1, 0, 0, -1, 1)));
        try (Model model = model(SPEC, weights);
                Tape tape = model.record(Tensor.of(Shape.of(3, 1, 1), 1, 2, 1))) {
            return method.explain(tape, target);
        }
    }

    private static void assertValues(Attribution found, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found.values().get(i)).as("value %d", i).isCloseTo(expected[i], offset(1e-6));
        }
    }

    private static final RelevanceRules Z_PLUS = RelevanceRules.everywhere(RelevanceRule.zPlus());

    @Example
    void lrpByHand() {
        assertValues(byHand(Lrp.by(Z_PLUS), new ClassDecision(1)), 3, 2, 0);
        Lrp one = new Lrp(Z_PLUS, RelevanceStart.ONE, Tap.INPUT);
        assertValues(byHand(one, new ClassDecision(1)), 0.6, 0.4, 0);
        WeightedSum contrast = WeightedSum.contrast(new ClassDecision(1), new ClassDecision(0));
        Attribution found = byHand(Lrp.by(Z_PLUS), contrast);
        assertValues(found, 2, 2, -2);
        assertThat(found.error().getAsDouble()).isCloseTo(0, offset(1e-6));
    }

    /** Class 1 is (3, 2, 0); the others are (1, 0, 2) with 3 and (0, 0, 1) with |-1|. */
    @Example
    void clrp1ByHand() {
        Clrp1 shares = new Clrp1(Z_PLUS, Rivals.SCORES, Contrast.SHARES, false);
        assertValues(byHand(shares, new ClassDecision(1)), 3 / 5.0 - 1 / 4.0, 2 / 5.0, -3 / 4.0);
        Clrp1 uniform = new Clrp1(Z_PLUS, Rivals.UNIFORM, Contrast.DIFFERENCE, true);
        double part = 2.5;
        assertValues(byHand(uniform, new ClassDecision(1)), 3 - part / 3, 2, 0);
    }

    /** What inhibits class 2 is the second input alone, what excites it the third. */
    @Example
    void clrp2ByHand() {
        Clrp2 shares = new Clrp2(Z_PLUS, Contrast.SHARES, false);
        assertValues(byHand(shares, new ClassDecision(2)), 0, -1, 1);
    }

    /** Nothing inhibits class 1, so that there are no shares. */
    @Example
    void deadStartsAreSaidToBe() {
        Attribution found = byHand(new Clrp2(Z_PLUS, Contrast.SHARES, false), new ClassDecision(1));
        assertValues(found, 0, 0, 0);
        assertThat(found.remark().orElse("")).contains("adds up to zero");
    }

    /** ε tells no sign of weights: what is for a class is against it. */
    @Example
    void whatCannotBeToldApartIsSaidToBe() {
        RelevanceRules epsilon = RelevanceRules.everywhere(RelevanceRule.epsilon(1e-6));
        for (Contrast contrast : Contrast.values()) {
            Attribution found = byHand(new Clrp2(epsilon, contrast, false), new ClassDecision(1));
            assertValues(found, 0, 0, 0);
            assertThat(found.remark().orElse("")).contains("no more relevance anywhere than");
        }
    }

    /** Both classes are made by one layer, below which the walks are subtracted. */
    @Example
    void sumsOfClassesContrastBelowTheirCommonLayer() {
        WeightedSum contrast = WeightedSum.contrast(new ClassDecision(1), new ClassDecision(2));
        ExcitationBackprop at = new ExcitationBackprop(Optional.of(Tap.INPUT), true, Optional.empty());
        // Along (0.6, 0.4, 0) - (0, 0, 1), against (0, 0, 0) - (0, 1, 0): (0.6, 1.4, -1), which adds up to 1.
        assertValues(byHand(at, contrast), 1);
    }

    @Example
    void excitationByHand() {
        ExcitationBackprop plain = new ExcitationBackprop(Optional.of(Tap.INPUT), false, Optional.empty());
        Attribution found = byHand(plain, new ClassDecision(0));
        assertThat(found.kind()).isEqualTo(Attribution.Kind.PLACES);
        assertValues(found, 1);
        ExcitationBackprop contrast = new ExcitationBackprop(Optional.of(Tap.INPUT), true, Optional.empty());
        // Along (0, 0, 1), against (0, 1, 0): together nothing.
        assertValues(byHand(contrast, new ClassDecision(2)), 0);
    }

    /** Where nothing is lost, the walk is somewhere; its contrast is never negative. */
    @Property(tries = 20)
    void excitationIsAProbability(@ForAll long seed) {
        ModelSpec spec = RandomNetworks.spec(seed, true);
        try (Model model = model(spec, Weights.random(spec, seed));
                Tape tape = model.record(RandomNetworks.input(spec, seed))) {
            Tap top = spec.stages().get(spec.stages().size() - 1);
            Optional<Tap> at = Optional.of(top);
            Attribution walk = new ExcitationBackprop(at, false, Optional.empty()).explain(tape, new ClassDecision(2));
            double total = sum(walk.values());
            assertThat(Math.min(Math.abs(total), Math.abs(total - 1))).isLessThan(1e-5);
            assertThat(least(walk.values())).isNotNegative();
            Attribution contrast =
                    new ExcitationBackprop(at, true, Optional.empty()).explain(tape, new ClassDecision(2));
            assertThat(least(contrast.values())).isNotNegative();
        }
    }
}
