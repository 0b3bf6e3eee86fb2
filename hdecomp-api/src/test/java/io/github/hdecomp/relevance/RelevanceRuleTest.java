package io.github.hdecomp.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.relevance.RelevanceRule.Bias;
import io.github.hdecomp.relevance.RelevanceRule.Product;
import io.github.hdecomp.relevance.RelevanceRule.Term;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelevanceRuleTest {

    /** A rule is found again by its name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "z",
                "epsilon(0.25)",
                "gamma(0.5)",
                "z-plus",
                "alpha-beta(2.0,1.0)",
                "w-square",
                "flat",
                "z-box",
                "z-box(-2.1,2.6)"
            })
    void namesAreRead(String name) {
        assertThat(RelevanceRule.of(name).name()).isEqualTo(name);
        assertThat(RelevanceRule.of(RelevanceRule.of(name).name())).isEqualTo(RelevanceRule.of(name));
        assertThat(RelevanceRules.of(name)).isEqualTo(RelevanceRules.everywhere(RelevanceRule.of(name)));
    }

    @Test
    void presetsAreRead() {
        for (String preset : RelevanceRules.presets()) {
            assertThat(RelevanceRules.of(preset)).hasToString(preset);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zeta", "epsilon", "epsilon(", "epsilon()", "gamma(a)", "alpha-beta(2)", "z(1)"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> RelevanceRules.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("relevance rule: got " + name)
                .hasMessageEndingWith(
                        "or rules by kind of layer, one of " + String.join(", ", RelevanceRules.presets()));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> RelevanceRule.alphaBeta(2, 0.5))
                .hasMessage(
                        "relevance rule alpha-beta: alpha 2.0 and beta 0.5, expected alpha - beta = 1 and beta of at"
                                + " least 0");
        assertThatThrownBy(() -> RelevanceRule.epsilon(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelevanceRule.epsilon(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelevanceRule.zBox(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RelevanceRules.epsilonPlus().withStabilizer(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opposingTwiceChangesNothing() {
        for (RelevanceRule rule :
                List.of(RelevanceRule.gamma(1), RelevanceRule.alphaBeta(3, 2), RelevanceRule.flat())) {
            assertThat(rule.opposed().opposed().terms()).isEqualTo(rule.terms());
        }
        assertThat(RelevanceRules.clrpVgg().opposed().opposed()).isEqualTo(RelevanceRules.clrpVgg());
    }

    /** Shares of conserving rules add up to one; z⁺ knows no bias. */
    @Test
    void sharesAddUp() {
        for (String name : List.of("z", "epsilon(1)", "gamma(1)", "z-plus", "alpha-beta(2,1)", "flat", "z-box")) {
            double shares = RelevanceRule.of(name).terms().stream()
                    .mapToDouble(Term::share)
                    .sum();
            assertThat(shares).isEqualTo(1);
        }
        assertThat(RelevanceRule.zPlus().terms().get(0).bias()).isEqualTo(Bias.DROP);
    }

    /** The two products of γ are one with all weights and one with the positive ones. */
    @Test
    void costsAreThoseOfTheProducts() {
        assertThat(RelevanceRules.of("epsilon(1)").forwards()).isZero();
        assertThat(RelevanceRules.of("epsilon(1)").backwards()).isEqualTo(1);
        assertThat(RelevanceRules.of("z-plus").forwards()).isEqualTo(1);
        assertThat(RelevanceRules.of("gamma(1)").forwards()).isEqualTo(1);
        assertThat(RelevanceRules.of("gamma(1)").backwards()).isEqualTo(2);
        assertThat(RelevanceRules.of("alpha-beta(2,1)").forwards()).isEqualTo(2);
        Product favoured = RelevanceRule.gamma(0.5).terms().get(0).products().get(1);
        assertThat(favoured).isEqualTo(new Product(0.5, InputPart.Plain.ALL, WeightPart.POSITIVE));
    }

    @Test
    void boundsAreThoseOfBlackAndWhite() {
        Preprocessing torch = Preprocessing.imageNet();
        assertThat(torch.least().get(0)).isEqualTo(-0.485f / 0.229f);
        assertThat(torch.greatest().get(2)).isEqualTo((1 - 0.406f) / 0.225f);
        Preprocessing unit = Preprocessing.unit(4, 4);
        assertThat(unit.least()).containsOnly(0f);
        assertThat(unit.greatest()).containsOnly(1f);
    }
}
