package io.github.hdecomp.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.spi.NetworkFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void theWeightsFitTheNetworkAndAreSmall() throws IOException {
        try (NetworkFile demo = Models.demoNetwork();
                InputStream resource = Objects.requireNonNull(Demo.class.getResourceAsStream("demo_vgg.safetensors"))) {
            demo.spec().check(demo.weights());
            assertThat(demo.spec().stages()).hasSize(5);
            assertThat(demo.spec().labels()).hasSize(14);
            assertThat(resource.readAllBytes().length).isLessThan(2_000_000);
        }
    }
}
