package io.github.hdecomp.examples;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.Overlay;
import io.github.hdecomp.render.OverlayFigure;
import io.github.hdecomp.render.Palette;
import io.github.hdecomp.render.Scale;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;

/** An attribution as a picture with a legend: what was seen, and over it what matters. */
final class AttributionFigure {
    /** A few pixels hold most of a gradient: the scale ends where all but this part of the places do. */
    private static final double CLIPPED = 0.005;

    private AttributionFigure() {}

    static BufferedImage draw(Attribution attribution, Reduction reduction, BufferedImage seen) {
        boolean places = attribution.kind() == Attribution.Kind.PLACES;
        Tensor map = places ? attribution.values() : reduction.map(attribution.values());
        boolean pixels = !places && attribution.tap().equals(Tap.INPUT);
        float[] magnitudes = map.toArray();
        boolean signed = false;
        for (int i = 0; i < magnitudes.length; i++) {
            signed |= magnitudes[i] < 0;
            magnitudes[i] = Math.abs(magnitudes[i]);
        }
        Arrays.sort(magnitudes);
        int last = magnitudes.length - 1;
        double end = magnitudes[pixels ? (int) (last * (1 - CLIPPED)) : last];
        Scale scale = new Scale(signed ? -end : 0, end);
        Overlay overlay = new Overlay(signed ? Palette.BLUE_RED : Palette.INFERNO, scale);
        String title = attribution.method() + ": " + attribution.target();
        return new OverlayFigure(overlay, title, "attribution at " + attribution.tap())
                .draw(seen, map, Optional.empty());
    }

    /** Writes the picture, whole or not at all. */
    static void write(Attribution attribution, Reduction reduction, BufferedImage seen, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            ImageIO.write(draw(attribution, reduction, seen), "png", temporary.toFile());
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
