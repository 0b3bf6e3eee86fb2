package io.github.hdecomp.examples.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.attribution.Clrp1;
import io.github.hdecomp.attribution.Contrast;
import io.github.hdecomp.attribution.ExcitationBackprop;
import io.github.hdecomp.attribution.Lrp;
import io.github.hdecomp.attribution.RelevanceStart;
import io.github.hdecomp.attribution.Rivals;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.relevance.RelevanceRules;
import org.junit.jupiter.api.Test;

/** Rules and options of relevance as words on a command line. */
class RelevanceParametersTest {

    private static Saliency set(String method, String... assignments) {
        Saliency set = Methods.find(method);
        for (String assignment : assignments) {
            set = Parameters.with(set, assignment);
        }
        return set;
    }

    @Test
    void rulesAreWords() {
        assertThat(set("lrp", "rules=clrp-vgg", "start=one", "tap=layer3"))
                .isEqualTo(new Lrp(RelevanceRules.clrpVgg(), RelevanceStart.ONE, Tap.of("layer3")));
        assertThat(set("clrp1", "rules=epsilon(0.25)", "rivals=uniform", "contrast=difference", "positive=true"))
                .isEqualTo(new Clrp1(RelevanceRules.of("epsilon(0.25)"), Rivals.UNIFORM, Contrast.DIFFERENCE, true));
        assertThat(set("excitation-backprop", "contrastive=true")).isEqualTo(ExcitationBackprop.contrast());
        assertThatThrownBy(() -> set("clrp2", "rules=beta"))
                .hasMessageStartingWith("clrp2: rules: relevance rule: got beta, expected one of z,");
    }

    @Test
    void settingsReadBack() {
        for (String name : new String[] {"lrp", "clrp1", "clrp2", "excitation-backprop"}) {
            Saliency method = Methods.find(name);
            for (String setting : Parameters.settings(method)) {
                assertThat(Parameters.with(method, setting)).isEqualTo(method);
            }
        }
    }
}
