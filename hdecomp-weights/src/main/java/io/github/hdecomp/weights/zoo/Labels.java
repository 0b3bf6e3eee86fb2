package io.github.hdecomp.weights.zoo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of the classes of public data sets, in the order in which networks score them. */
public final class Labels {
    private Labels() {}

    /**
     * The thousand classes of ImageNet's challenge (Russakovsky et al. 2015, arXiv 1409.0575), in the order of their WordNet
     * numbers: a first synonym of each.
     *
     * @return a thousand names, all different
     */
    public static List<String> imageNet() {
        try (InputStream resource = Labels.class.getResourceAsStream("imagenet-labels.txt")) {
            if (resource == null) {
                throw new IllegalStateException("the resource imagenet-labels.txt is missing from hdecomp-weights");
            }
            return new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * The ten classes of CIFAR-10 (Krizhevsky 2009).
     *
     * @return ten names
     */
    public static List<String> cifar10() {
        return List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    }
}
