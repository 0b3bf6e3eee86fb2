package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hdecomp.attribution.Baseline;
import io.github.hdecomp.attribution.ClassActivationMap;
import io.github.hdecomp.attribution.Conductance;
import io.github.hdecomp.attribution.GapSaliency;
import io.github.hdecomp.attribution.GradCam;
import io.github.hdecomp.attribution.GuidedBackpropagation;
import io.github.hdecomp.attribution.IntegratedGradCam;
import io.github.hdecomp.attribution.IntegratedGradients;
import io.github.hdecomp.attribution.InternalInfluence;
import io.github.hdecomp.attribution.Quadrature;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Saliency methods on real networks against an independent float64 implementation, with the choices that it made. */
class GoldenMethodsTest {
    private static final double TOLERANCE = 1e-4;
    /** From a class down to the picture, one switch of a ReLU or pool may flip on rounding. */
    private static final double FAR_TOLERANCE = 1e-3;

    private static final Set<String> FAR = Set.of("gradient", "integrated_gradients");

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1-imagenet.safetensors, n02123045_tabby_224.png, squeezenet1_1__n02123045_tabby_224.json, 9",
        "resnet20_cifar10.safetensors, cifar_test0_cat.png, resnet20_cifar10__cifar_test0_cat.json, 11",
        "tiny_vgg.safetensors, tiny_koala_1.png, tiny_vgg__tiny_koala_1.json, 10"
    })
    void equalsTheReference(String weights, String image, String golden, int known) throws IOException {
        JsonNode json = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build()
                .readTree(Shared.data("golden").resolve(golden).toFile());
        Path file = Shared.data("weights/" + weights);
        int checked = 0;
        try (NetworkFile found = Models.identify(file);
                Model model = Models.load(file);
                Tape tape = model.record(
                        found.spec().preprocessing().normalize(Images.read(Shared.data("images/" + image))))) {
            ClassDecision predicted = new ClassDecision(json.get("pred").asInt());
            JsonNode methods = json.get("methods");
            for (Map.Entry<String, Saliency> entry :
                    methods(methods.get("steps").asInt()).entrySet()) {
                JsonNode expected = methods.get(entry.getKey());
                if (expected != null) {
                    Tensor values = entry.getValue().explain(tape, predicted).values();
                    double tolerance = FAR.contains(entry.getKey()) ? FAR_TOLERANCE : TOLERANCE;
                    new Digest(expected).assertClose(entry.getKey(), values, tolerance);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(known);
    }

    /** The methods of the files: paths from zero by midpoints, and for conductance gradients at the right end points. */
    private static Map<String, Saliency> methods(int steps) {
        Optional<Tap> last = Optional.empty();
        Quadrature middle = Quadrature.MIDPOINT;
        Map<String, Saliency> methods = new LinkedHashMap<>();
        methods.put("gradient", VanillaGradient.defaults());
        methods.put("guided_backprop_logit", GuidedBackpropagation.defaults());
        methods.put("grad_cam_last", GradCam.defaults());
        methods.put("grad_cam_last_norelu", new GradCam(last, false));
        methods.put("cam", ClassActivationMap.defaults());
        methods.put("integrated_gradients", new IntegratedGradients(steps, middle, Baseline.ZERO));
        methods.put(
                "conductance_last",
                new Conductance(last, steps, Quadrature.ENDPOINTS, Conductance.At.RIGHT, Baseline.ZERO));
        methods.put("internal_influence_last", new InternalInfluence(last, steps, middle, Baseline.ZERO, false));
        IntegratedGradCam.Scale integral = IntegratedGradCam.Scale.INTEGRAL;
        methods.put(
                "integrated_grad_cam_last", new IntegratedGradCam(last, steps, middle, Baseline.ZERO, true, integral));
        for (int children : new int[] {1, 3}) {
            methods.put(
                    "gap_saliency_top" + children,
                    new GapSaliency(children, List.of(), GapSaliency.Weighting.PATHS, false));
        }
        return methods;
    }
}
