package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.image.Images;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * JPEGs of all sizes through the whole preprocessing, against PyTorch with torchvision and Pillow. JPEG decoders differ by a
 * level or two, so single predictions may; the number of right ones may not by more than one.
 */
class PicturesTest {

    @Test
    void asManyAreRecognisedAsByPyTorch() throws IOException {
        Path pictures = Shared.data("images/imagenet");
        int right = 0;
        int rightInPyTorch = 0;
        int same = 0;
        List<String> lines = lines();
        try (Model model = Models.load("squeezenet1_1", Shared.data("weights/squeezenet1_1-imagenet.safetensors"))) {
            for (String line : lines) {
                String[] fields = line.split(",", -1);
                int predicted = model.predict(
                                model.spec().preprocessing().apply(Images.read(pictures.resolve(fields[0]))))
                        .classId();
                int byPyTorch = Integer.parseInt(fields[1]);
                int truth = Integer.parseInt(fields[2]);
                right += predicted == truth ? 1 : 0;
                rightInPyTorch += byPyTorch == truth ? 1 : 0;
                same += predicted == byPyTorch ? 1 : 0;
            }
        }
        assertThat(lines).hasSize(59);
        assertThat(right).isBetween(rightInPyTorch - 1, rightInPyTorch + 1);
        assertThat(same).isGreaterThanOrEqualTo(57);
    }

    /** File, class that PyTorch predicts, true class. */
    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(PicturesTest.class.getResourceAsStream("pytorch-top1.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
