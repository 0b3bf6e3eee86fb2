package io.github.hdecomp.examples.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.attribution.Baseline;
import io.github.hdecomp.attribution.GapSaliency;
import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.IntegratedGradients;
import io.github.hdecomp.attribution.Quadrature;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.SmoothGrad;
import io.github.hdecomp.model.Tap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

    private static Saliency set(String method, String... settings) {
        Saliency set = Methods.find(method);
        for (String setting : settings) {
            set = Parameters.with(set, setting);
        }
        return set;
    }

    @Test
    void everyKindOfValueIsRead() {
        assertThat(set("integrated-gradients", "steps=7", "rule=gauss-legendre", "baseline=Black"))
                .isEqualTo(new IntegratedGradients(7, Quadrature.GAUSS_LEGENDRE, Baseline.BLACK));
        assertThat(set("grad-cam", "tap = layer3", "positive=false"))
                .isEqualTo(new GradCam(Optional.of(Tap.of("layer3")), false));
        assertThat(set("gap", "taps=layer1,layer2", "all-levels=true"))
                .isEqualTo(new GapSaliency(
                        3, List.of(Tap.of("layer1"), Tap.of("layer2")), GapSaliency.Weighting.PATHS, true));
        assertThat(set("smooth-grad", "base=guided-backprop", "spread=0.3", "seed=-5", "samples=2"))
                .isEqualTo(new SmoothGrad(Methods.find("guided-backprop"), 2, 0.3, false, -5));
    }

    /** What is printed of a method can be typed. */
    @Test
    void settingsAreReadBack() {
        for (Saliency method : Methods.all()) {
            Saliency again = method;
            for (String setting : Parameters.settings(method)) {
                again = Parameters.with(again, setting);
            }
            assertThat(again).isEqualTo(method);
        }
    }

    @Test
    void namesAreDistinctAndInKebabCase() {
        assertThat(Methods.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grad-cam | step=5 | grad-cam: there is no parameter step; it has tap, positive",
                "grad-cam | tap | grad-cam: got tap, expected a setting such as tap=value",
                "gap | children=x | gap: children: got x, expected a whole number",
                "gap | children=0 | gap: children 0 must be at least 1",
                "gap | weighting=no | gap: weighting: got no, expected one of paths, once, shares",
                "grad-cam | positive=1 | grad-cam: positive: got 1, expected true or false",
                "smooth-grad | base=gradd | no method is called gradd; ",
            })
    void mistakesAreNamed(String method, String setting, String message) {
        assertThatThrownBy(() -> set(method, setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
