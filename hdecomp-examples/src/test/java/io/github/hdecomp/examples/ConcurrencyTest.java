package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.export.JsonExporter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One model, many threads. */
class ConcurrencyTest {
    private static final ModelSpec SPEC = Models.spec("cifar_resnet20");

    static Model model() {
        return Backend.find().build(SPEC, Weights.random(SPEC, 1), ModelOptions.defaults());
    }

    static Tensor picture(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SPEC.input().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.adopt(SPEC.input(), values);
    }

    static byte[] explain(Model model, int picture) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new JsonExporter().write(Decomposer.explain(model, picture(picture), Options.defaults()), json);
        return json.toByteArray();
    }

    @Test
    void eightThreadsGiveTheBytesOfOne() throws Exception {
        try (Model model = model()) {
            List<byte[]> alone = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                alone.add(explain(model, i));
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<byte[]>> together = new ArrayList<>();
                for (int i = 0; i < alone.size(); i++) {
                    int picture = i;
                    together.add(threads.submit(() -> explain(model, picture)));
                }
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(together.get(i).get()).isEqualTo(alone.get(i));
                }
            } finally {
                threads.shutdown();
            }
        }
    }
}
