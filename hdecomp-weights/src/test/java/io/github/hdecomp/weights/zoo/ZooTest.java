package io.github.hdecomp.weights.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against torchvision 0.29: numbers of parameters and, of each family, the keys and shapes that tell variants apart. */
class ZooTest {

    /** The number of tensors is that of the state dict without {@code num_batches_tracked}. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, 138357544, 32",
        "vgg16_bn, 138365992, 84",
        "vgg19, 143667240, 38",
        "alexnet, 61100840, 16",
        "resnet18, 11689512, 102",
        "resnet34, 21797672, 182",
        "resnet50, 25557032, 267",
        "squeezenet1_1, 1235496, 52",
        "cifar_resnet20, 269722, 97",
        "cifar_resnet32, 464154, 157",
        "cifar_resnet44, 658586, 217",
        "cifar_resnet56, 853018, 277",
        "cifar_resnet110, 1727962, 547",
        "demo_vgg, 471294, 52",
        "tiny_vgg, 19920, 10",
        "keras_vgg16, 138357544, 32",
        "keras_vgg19, 143667240, 38",
        "keras_resnet50, 25583592, 320",
        "keras_vgg16_notop, 14714688, 26",
        "keras_vgg19_notop, 20024384, 32",
        "keras_resnet50_notop, 23534592, 318",
    })
    void parameters(String name, long count, int tensors) {
        ModelSpec spec = Zoo.find(name);
        assertThat(spec.name()).isEqualTo(name);
        assertThat(spec.parameterCount()).isEqualTo(count);
        assertThat(spec.parameters()).hasSize(tensors);
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, features.28.weight, 512 512 3 3",
        "vgg16, classifier.0.weight, 4096 25088",
        "vgg16_bn, features.40.weight, 512 512 3 3",
        "vgg16_bn, features.41.running_mean, 512",
        "vgg19, features.34.weight, 512 512 3 3",
        "alexnet, features.0.weight, 64 3 11 11",
        "alexnet, classifier.1.weight, 4096 9216",
        "resnet18, layer2.0.downsample.0.weight, 128 64 1 1",
        "resnet18, layer4.1.bn2.running_var, 512",
        "resnet50, layer1.0.downsample.0.weight, 256 64 1 1",
        "resnet50, layer4.2.conv3.weight, 2048 512 1 1",
        "squeezenet1_1, features.12.expand3x3.weight, 256 64 3 3",
        "squeezenet1_1, classifier.1.weight, 1000 512 1 1",
        "cifar_resnet56, layer3.8.conv2.weight, 64 64 3 3",
        "cifar_resnet56, linear.weight, 10 64",
        "keras_vgg16, fc1.weight, 4096 25088",
        "keras_resnet50, conv3_block1_0_conv.weight, 512 256 1 1",
        "keras_resnet50_notop, conv5_block3_3_bn.running_var, 2048",
    })
    void keys(String name, String key, String extents) {
        assertThat(Zoo.find(name).parameters()).contains(new ParameterSpec(key, shape(extents)));
    }

    private static Shape shape(String extents) {
        return Shape.of(java.util.Arrays.stream(extents.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, features.3 features.8 features.15 features.22 features.29",
        "vgg16_bn, features.5 features.12 features.22 features.32 features.42",
        "vgg19, features.3 features.8 features.17 features.26 features.35",
        "alexnet, features.1 features.4 features.11",
        "resnet18, relu layer1 layer2 layer3 layer4",
        "resnet50, relu layer1 layer2 layer3 layer4",
        "squeezenet1_1, features.1 features.4 features.7 features.12",
        "cifar_resnet110, layer1 layer2 layer3",
        "demo_vgg, relu1_2 relu2_2 relu3_2 relu4_2 relu5_2",
    })
    void stages(String name, String taps) {
        assertThat(Zoo.find(name).stages()).extracting(Tap::name).containsExactly(taps.split(" ", -1));
    }

    /** What fine-tuning leaves: the head alone changes, and the labels are not known any more. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, classifier.6.weight, 7 4096",
        "alexnet, classifier.6.weight, 7 4096",
        "resnet50, fc.weight, 7 2048",
        "squeezenet1_1, classifier.1.weight, 7 512 1 1",
        "cifar_resnet20, linear.weight, 7 64",
        "demo_vgg, fc.weight, 7 128",
        "tiny_vgg, output.weight, 7 1690",
    })
    void otherNumbersOfClasses(String name, String key, String extents) {
        ModelSpec spec = Zoo.find(name, 7);
        assertThat(spec.parameters()).contains(new ParameterSpec(key, shape(extents)));
        assertThat(spec.parameters()).hasSameSizeAs(Zoo.find(name).parameters());
        assertThat(spec.labels()).isEmpty();
    }

    @Test
    void labels() {
        assertThat(Zoo.find("resnet18").labels())
                .hasSize(1000)
                .doesNotHaveDuplicates()
                .startsWith("tench", "goldfish")
                .endsWith("ear", "toilet tissue");
        assertThat(Zoo.find("resnet18").labels().get(281)).isEqualTo("tabby");
        assertThat(Zoo.find("resnet18").labels().get(999)).isEqualTo("toilet tissue");
        assertThat(Zoo.find("cifar_resnet20").labels()).hasSize(10).contains("cat");
        assertThat(Zoo.find("tiny_vgg").labels().get(5)).isEqualTo("koala");
    }

    @Test
    void names() {
        assertThat(Zoo.names()).hasSize(21);
        assertThatThrownBy(() -> Zoo.find("resnet19"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no network is called resnet19 (nearest: resnet18")
                .hasMessageContaining("there are vgg16, vgg16_bn, vgg19, alexnet, resnet18");
    }
}
