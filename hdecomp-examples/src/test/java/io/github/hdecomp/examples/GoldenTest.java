package io.github.hdecomp.examples;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real networks on real pictures against an independent float64 implementation. */
class GoldenTest {

    private static void check(ModelSpec spec, String weights, String image, String golden) throws IOException {
        Path folder = Shared.data("golden");
        Preprocessing preprocessing = spec.preprocessing();
        try (Model model = Models.load(spec, Shared.data("weights/" + weights), ModelOptions.defaults())) {
            Golden.read(folder.resolve(golden))
                    .check(model, preprocessing.normalize(Images.read(Shared.data("images/" + image))));
        }
    }

    @Test
    void squeezeNet() throws IOException {
        check(
                Models.spec("squeezenet1_1"),
                "squeezenet1_1-imagenet.safetensors",
                "n02123045_tabby_224.png",
                "squeezenet1_1__n02123045_tabby_224.json");
    }

    @Test
    void cifarResNet() throws IOException {
        check(
                Models.spec("cifar_resnet20"),
                "resnet20_cifar10.safetensors",
                "cifar_test0_cat.png",
                "resnet20_cifar10__cifar_test0_cat.json");
    }

    /** A network that the zoo does not know: no padding, and maps flattened rows first. */
    @Test
    void aNetworkOfOnesOwn() throws IOException {
        ModelSpec tinyVgg = ModelSpec.builder("tiny_vgg", 3, 64, 64)
                .conv("conv_1_1", 3, 10, 3, 1, 0)
                .relu("relu_1_1")
                .conv("conv_1_2", 10, 10, 3, 1, 0)
                .relu("relu_1_2")
                .maxPool("max_pool_1", 2, 2, 0, false)
                .conv("conv_2_1", 10, 10, 3, 1, 0)
                .relu("relu_2_1")
                .conv("conv_2_2", 10, 10, 3, 1, 0)
                .relu("relu_2_2")
                .maxPool("max_pool_2", 2, 2, 0, false)
                .transpose("channels_last", 1, 2, 0)
                .flatten("flatten")
                .linear("output", 1690, 10)
                .stages("relu_1_2", "relu_2_2")
                .build();
        check(tinyVgg, "tiny_vgg.safetensors", "tiny_koala_1.png", "tiny_vgg__tiny_koala_1.json");
    }
}
