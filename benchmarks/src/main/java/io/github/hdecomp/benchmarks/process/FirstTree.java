package io.github.hdecomp.benchmarks.process;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;

/** Explains one picture by SqueezeNet 1.1 and says so: what a user waits for who calls HDecomp once. */
final class FirstTree {
    private FirstTree() {}

    /**
     * Explains.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        ModelSpec spec = Models.spec("squeezenet1_1");
        BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 240; i++) {
            picture.setRGB(i, i, 0xF08040);
        }
        try (Weights weights = Weights.random(spec, 1);
                Model model = Backend.find().build(spec, weights, ModelOptions.defaults())) {
            EvidenceTree tree = Decomposer.explain(model, picture);
            System.out.println(tree.nodes().count() + " nodes");
        }
    }
}
