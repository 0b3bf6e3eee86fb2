package io.github.hdecomp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSpecTest {

    private static ModelSpecBuilder builder() {
        return ModelSpec.builder("net", 3, 8, 8)
                .conv("conv", 3, 4, 3, 1, 1)
                .batchNorm("bn", 4)
                .relu("relu");
    }

    @Test
    void parameters_areInTheOrderOfTheLayers() {
        ModelSpec spec = builder().build();
        assertThat(spec.parameters())
                .extracting(ParameterSpec::name)
                .containsExactly(
                        "conv.weight", "conv.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var");
        assertThat(spec.parameterCount()).isEqualTo(3 * 4 * 9 + 4 + 8);
    }

    @Test
    void builder_anyConvolution() {
        Filter filter = Filter.of(1, 3)
                .withStride(2, 1)
                .withPadding(0, 2)
                .withDilation(1, 2)
                .withGroups(3)
                .withoutBias();
        ModelSpec spec = ModelSpec.builder("net", 3, 8, 8)
                .conv("conv", 3, 6, filter)
                .subsamplePad("shortcut", 2, 1, 2)
                .linearWithoutBias("fc", 9, 2)
                .build();
        assertThat(spec.parameters())
                .containsExactly(
                        new ParameterSpec("conv.weight", Shape.of(6, 1, 1, 3)),
                        new ParameterSpec("fc.weight", Shape.of(2, 9)));
        Attributes conv = spec.nodes().get(0).attributes();
        assertThat(conv.integers("kernel_shape", 0, 0)).containsExactly(1, 3);
        assertThat(conv.integers("strides", 0, 0)).containsExactly(2, 1);
        assertThat(conv.integers("pads", 0, 0, 0, 0)).containsExactly(0, 2, 0, 2);
        assertThat(conv.integers("dilations", 0, 0)).containsExactly(1, 2);
        assertThat(conv.integer("group", 1)).isEqualTo(3);
        assertThat(spec.nodes().get(1).attributes().integers("channels", 0, 0)).containsExactly(1, 2);
    }

    @Test
    void builder_groupsThatDoNotDivide() {
        assertThatThrownBy(() -> ModelSpec.builder("net", 3, 8, 8)
                        .conv("conv", 3, 4, Filter.of(3, 3).withGroups(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("net: conv: 3 channels in and 4 out, expected multiples of its 3 groups");
        assertThatThrownBy(() -> Filter.of(3, 0)).hasMessageStartingWith("filter: kernel 3x0, stride 1x1");
    }

    @Test
    void logits_areBelowAFinalSoftmax() {
        assertThat(builder().build().logits()).isEqualTo("relu");
        assertThat(builder().softmax("p").build().logits()).isEqualTo("relu");
    }

    @Test
    void graphsThatAreNotWellFormed() {
        assertThatThrownBy(() -> builder().from("rely").relu("last").build())
                .hasMessage("net: layer last reads rely, which no earlier layer is called; nearest: relu, conv, bn");
        assertThatThrownBy(() -> builder().relu("conv").build()).hasMessage("net: two layers are called conv");
        assertThatThrownBy(() -> builder().stages("rel").build()).hasMessageStartingWith("net: stage rel is no layer");
        assertThatThrownBy(() -> builder().alias("bn", "relu").build()).hasMessageContaining("the first must be new");
        assertThatThrownBy(() -> ModelSpec.builder("net", 3, 8, 8).build()).hasMessageContaining("at least one layer");
    }

    /** Pictures of the network's size and colours; what is no picture is given as a tensor. */
    @Test
    void preprocessing_fitsTheInput() {
        Preprocessing grey = Preprocessing.unit(ChannelOrder.GREY, 8, 8);
        assertThatThrownBy(() -> builder().preprocessing(grey).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("net: preprocessing makes inputs of shape (1, 8, 8), but the network reads (3, 8, 8)");
        assertThatThrownBy(
                        () -> builder().preprocessing(Preprocessing.imageNet()).build())
                .hasMessage("net: preprocessing makes inputs of shape (3, 224, 224), but the network reads (3, 8, 8)");
        assertThat(ModelSpec.builder("grey", 1, 8, 8).relu("relu").build().preprocessing())
                .isEqualTo(grey);
        assertThat(ModelSpec.builder("two", 2, 8, 8).relu("relu").build().input())
                .isEqualTo(Shape.of(2, 8, 8));
    }

    @Test
    void withPreprocessing_hasTheSizeOfTheInput() {
        ModelSpec spec = builder().build();
        Preprocessing caffe = Preprocessing.caffe(Interpolation.BILINEAR, 8, 8);
        assertThat(spec.withPreprocessing(caffe).preprocessing()).isEqualTo(caffe);
        assertThatThrownBy(() -> spec.withPreprocessing(Preprocessing.imageNet()))
                .hasMessage("net: preprocessing makes inputs of shape (3, 224, 224), but the network reads (3, 8, 8)");
    }

    @Test
    void resolve() {
        ModelSpec spec = builder().alias("top", "relu").build();
        assertThat(spec.resolve(Tap.of("top"))).isEqualTo("relu");
        assertThat(spec.resolve(Tap.INPUT)).isEqualTo("input");
        assertThatThrownBy(() -> spec.resolve(Tap.of("tip")))
                .hasMessageStartingWith("net: no layer is called tip; nearest: top");
    }

    @Test
    void check_reportsEverythingAtOnce() {
        ModelSpec spec =
                ModelSpec.builder("net", 3, 8, 8).conv("conv", 3, 4, 3, 1, 1).build();
        Weights wrong = Weights.of(Map.of(
                "conv.weight", Tensor.adopt(Shape.of(1), new float[1]),
                "conv.biased", Tensor.adopt(Shape.of(4), new float[4])));
        assertThatThrownBy(() -> spec.check(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "weights in memory: does not fit net: conv.weight has shape (1), expected (4, 3, 3, 3);"
                                + " missing conv.bias (4) (nearest: conv.biased); left over conv.biased (4) (nearest: conv.bias)");
    }

    /** However many there are; the tensors of a layer share one complaint. */
    @Test
    void check_leavesNothingOut() {
        ModelSpecBuilder many = ModelSpec.builder("net", 3, 8, 8);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            many.convWithoutBias("conv" + i, 3, 3, 1, 1, 0).batchNorm("bn" + i, 3);
            tensors.put("old" + i + ".weight", Tensor.adopt(Shape.of(3, 3, 1, 1), new float[9]));
        }
        assertThatThrownBy(() -> many.build().check(Weights.of(tensors)))
                .hasMessageContaining("; missing bn19.weight (3), bn19.bias (3), bn19.running_mean (3),"
                        + " bn19.running_var (3) (nearest: ")
                .satisfies(thrown -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(thrown)
                                .hasMessageContaining("missing conv" + i + ".weight (3, 3, 1, 1) (nearest: old");
                        assertThat(thrown)
                                .hasMessageContaining("left over old" + i + ".weight (3, 3, 1, 1) (nearest: ");
                    }
                });
    }

    @Test
    void check_namesATensorOfTheShapeThatIsExpected() {
        ModelSpec spec = ModelSpec.builder("net", 3, 8, 8)
                .convWithoutBias("conv", 3, 4, 3, 1, 1)
                .build();
        Weights swapped = Weights.of(Map.of(
                "conv.weight", Tensor.adopt(Shape.of(4), new float[4]),
                "conv.weight_v", Tensor.adopt(Shape.of(4, 3, 3, 3), new float[108])));
        assertThatThrownBy(() -> spec.check(swapped))
                .hasMessageContaining(
                        "conv.weight has shape (4), expected (4, 3, 3, 3) (of that shape, nearest: conv.weight_v)");
    }

    @Test
    void randomWeights_fitAndDependOnTheSeedAlone() {
        ModelSpec spec = builder().build();
        Weights weights = Weights.random(spec, 3);
        spec.check(weights);
        assertThat(weights.tensor("conv.weight"))
                .isEqualTo(Weights.random(spec, 3).tensor("conv.weight"));
        assertThat(weights.tensor("conv.weight"))
                .isNotEqualTo(Weights.random(spec, 4).tensor("conv.weight"));
        Tensor variance = weights.tensor("bn.running_var");
        for (int i = 0; i < variance.size(); i++) {
            assertThat(variance.get(i)).isPositive();
        }
    }

    @Test
    void weights_thatDoNotExist() {
        Weights weights = Weights.random(builder().build(), 1);
        assertThatThrownBy(() -> weights.tensor("conv.wait"))
                .hasMessage("random weights, seed 1: no tensor is called conv.wait; nearest: conv.weight, conv.bias,"
                        + " bn.weight");
    }

    @Test
    void attributes() {
        Attributes attributes = Attributes.none().with("strides", 2, 1).with("epsilon", 1e-3);
        assertThat(attributes.integers("strides", 1, 1)).containsExactly(2, 1);
        assertThat(attributes.integers("pads", 0, 0)).containsExactly(0, 0);
        assertThat(attributes.number("epsilon", 1)).isEqualTo(1e-3);
        assertThat(attributes.asMap().keySet()).containsExactly("epsilon", "strides");
        assertThatThrownBy(() -> attributes.integers("strides", 0, 0, 0, 0)).hasMessageContaining("expected 4 numbers");
        assertThatThrownBy(() -> attributes.number("strides", 0)).hasMessageContaining("expected one number");
    }

    @Test
    void prediction_top() {
        Prediction prediction = new Prediction(Tensor.of(Shape.of(4), 1, 3, 3, -2), List.of("a", "b"));
        assertThat(prediction.classId()).isEqualTo(1);
        List<Prediction.Candidate> top = prediction.top(3);
        assertThat(top).extracting(Prediction.Candidate::classId).containsExactly(1, 2, 0);
        assertThat(top).extracting(Prediction.Candidate::label).containsExactly("b", "", "a");
        double total = 2 + Math.exp(-2) + Math.exp(-5);
        assertThat(top.get(0).probability()).isCloseTo(1 / total, org.assertj.core.data.Offset.offset(1e-12));
    }

    /** Logits far beyond the range of exp. */
    @Test
    void prediction_largeLogits() {
        Prediction prediction = new Prediction(Tensor.of(Shape.of(2), 3e38f, -3e38f), List.of());
        assertThat(prediction.top(2))
                .extracting(Prediction.Candidate::probability)
                .containsExactly(1.0, 0.0);
    }
}
