package com.example.consumer;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Explains a drawing with a small network and applies an analysis of one's own to the tree. */
public final class Main {
    private Main() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     */
    public static void main(String[] arguments) {
        ModelSpec spec = ModelSpec.builder("three-stages", 3, 48, 48)
                .conv("conv1", 3, 8, 3, 1, 1)
                .relu("relu1")
                .maxPool("pool1", 2, 2, 0, false)
                .conv("conv2", 8, 16, 3, 1, 1)
                .relu("relu2")
                .maxPool("pool2", 2, 2, 0, false)
                .conv("conv3", 16, 32, 3, 1, 1)
                .relu("relu3")
                .globalAvgPool("gap")
                .flatten("flatten")
                .linear("fc", 32, 10)
                .stages("relu1", "relu2", "relu3")
                .build();
        try (Model model = Backend.find().build(spec, Weights.random(spec, 1), ModelOptions.defaults())) {
            EvidenceTree tree = Decomposer.explain(model, drawing(), 3);
            double coverage = EvidenceCoverage.of(tree, 48, 48);
            System.out.printf(
                    Locale.ROOT,
                    "%d nodes explain class 3; their lowest evidence covers %.0f %% of the picture%n",
                    tree.nodes().count(),
                    100 * coverage);
            if (tree.root().children().isEmpty() || coverage <= 0) {
                throw new IllegalStateException("the tree is empty");
            }
        }
    }

    private static BufferedImage drawing() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(12, 8, 30, 30);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(40, 20, 20, 20);
        graphics.dispose();
        return image;
    }
}
