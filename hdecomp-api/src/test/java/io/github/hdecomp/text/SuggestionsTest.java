package io.github.hdecomp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void nearestFirst_tiesInOrder() {
        assertThat(Suggestions.nearest("features.31", List.of("classifier.0", "features.30", "features.3"), 2))
                .containsExactly("features.30", "features.3");
        assertThat(Suggestions.nearest("b", List.of("a", "c"), 5)).containsExactly("a", "c");
    }

    @Test
    void sentence() {
        assertThat(Suggestions.sentence("x", List.of())).isEqualTo("there are none");
        assertThat(Suggestions.sentence("layer5", List.of("layer1", "fc"))).isEqualTo("nearest: layer1, fc");
    }
}
