package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.examples.sanity.DataRandomisation;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRandomisationCommandTest {
    /** A network compared with itself has learned the same. */
    @Test
    void run_ofTheSameNetwork() {
        try (Model model = Models.demo()) {
            DataRandomisation test =
                    new DataRandomisation(new Scenes(1), 5, List.of(GradCam.defaults(), VanillaGradient.defaults()));
            DataRandomisation.Result result = test.run(model, model, (done, total) -> {});
            assertThat(result.agreement()).isEqualTo(5);
            assertThat(result.rows()).hasSize(2).allSatisfy(row -> {
                assertThat(row.magnitudes().mean()).isCloseTo(1, Assertions.within(1e-9));
                assertThat(row.signed().mean()).isCloseTo(1, Assertions.within(1e-9));
            });
        }
    }

    /** Random weights have learned nothing. */
    @Test
    void command_withRandomWeights(@TempDir Path folder) throws IOException {
        Path weights = SafetensorsFile.write(folder.resolve("random.safetensors"), Models.spec("demo_vgg"), 4);
        StringWriter out = new StringWriter();
        int code = Main.run(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "data-randomisation",
                "--permuted",
                weights.toString(),
                "--count",
                "4",
                "--methods",
                "gradient",
                "--out",
                folder.resolve("out").toString());
        assertThat(code).isZero();
        assertThat(out.toString()).containsPattern("\\| gradient \\| -?0\\.[0-4]");
        assertThat(folder.resolve("out/data-randomisation.md")).isNotEmptyFile();
    }
}
