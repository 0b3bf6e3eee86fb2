package com.example.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.SaliencyContract;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OcclusionTest extends SaliencyContract {
    @Override
    protected Saliency method() {
        return new Occlusion(3, 2);
    }

    @Override
    protected Model model(ModelSpec spec, Weights weights, int threads) {
        return Backend.find().build(spec, weights, ModelOptions.defaults().withThreads(threads));
    }

    /** Of a network that adds the pixels up, each place is worth its pixel. */
    @Test
    void aSumFallsByWhatIsHidden() {
        ModelSpec spec = ModelSpec.builder("sum", 1, 2, 3).flatten("flat").linear("fc", 6, 1).build();
        Weights weights = Weights.of(Map.of(
                "fc.weight", Tensor.of(Shape.of(1, 6), 1, 1, 1, 1, 1, 1), "fc.bias", Tensor.of(Shape.of(1), 5)));
        Tensor picture = Tensor.of(Shape.of(1, 2, 3), 1, -2, 3, 0, 4, 7);
        try (Model model = model(spec, weights, 1)) {
            Tensor map = new Occlusion(1, 1).explain(model, picture, new ClassDecision(0)).values();
            for (int i = 0; i < 6; i++) {
                assertThat(map.get(i)).isCloseTo(picture.get(i), offset(1e-5f));
            }
        }
    }
}
