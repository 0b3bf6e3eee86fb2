package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real networks on real pictures against an independent float64 implementation. */
class GoldenTest {

    /** The file alone tells the network and how its pictures are prepared. */
    private static void check(String network, String weights, String image, String golden) throws IOException {
        Path folder = Shared.data("golden");
        Path file = Shared.data("weights/" + weights);
        try (NetworkFile found = Models.identify(file);
                Model model = Models.load(file)) {
            assertThat(found.spec().name()).isEqualTo(network);
            Golden.read(folder.resolve(golden))
                    .check(model, found.spec().preprocessing().normalize(Images.read(Shared.data("images/" + image))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezenet1_1-imagenet.safetensors", "squeezenet1_1-imagenet.pth"})
    void squeezeNet(String weights) throws IOException {
        check("squeezenet1_1", weights, "n02123045_tabby_224.png", "squeezenet1_1__n02123045_tabby_224.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20_cifar10.safetensors", "cifar_resnet20-12fca82f.th"})
    void cifarResNet(String weights) throws IOException {
        check("cifar_resnet20", weights, "cifar_test0_cat.png", "resnet20_cifar10__cifar_test0_cat.json");
    }

    /** No padding, and maps flattened rows first. */
    @Test
    void tinyVgg() throws IOException {
        check("tiny_vgg", "tiny_vgg.safetensors", "tiny_koala_1.png", "tiny_vgg__tiny_koala_1.json");
    }
}
