package io.github.hdecomp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.WeightedSum.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSumTest {
    private static final Decision CAT = new ClassDecision(3);
    private static final Decision DOG = new ClassDecision(5);
    private static final Decision EAR = new NeuronDecision(Tap.of("conv"), 1, 2, 3);

    @Test
    void sumsAmongTheTermsAreResolved() {
        WeightedSum contrast = WeightedSum.contrast(CAT, DOG);
        WeightedSum nested = new WeightedSum(List.of(new Term(2, contrast), new Term(1, EAR)));
        assertThat(nested.terms()).containsExactly(new Term(2, CAT), new Term(-2, DOG), new Term(1, EAR));
    }

    @Test
    void isWrittenAsAFormula() {
        assertThat(WeightedSum.contrast(CAT, DOG)).hasToString("class 3 - class 5");
        assertThat(new WeightedSum(List.of(new Term(-0.5, CAT), new Term(2, EAR))))
                .hasToString("-0.5 class 3 + 2 conv[1, 2, 3]");
        assertThat(WeightedSum.of(List.of(CAT, CAT, CAT, CAT, CAT)).formula(decision -> "cat"))
                .isEqualTo("cat + cat + cat + cat + ... (5 terms)");
    }

    @Test
    void refusesNothingAndWhatIsNotANumber() {
        assertThatThrownBy(() -> new WeightedSum(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no terms");
        assertThatThrownBy(() -> new Term(Double.NaN, CAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class 3 is NaN");
    }
}
