package io.github.hdecomp.examples;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** Pictures as PNG files that are written whole or not at all, and large enough to be seen. */
final class Pictures {
    private static final int SMALLEST_SIDE = 224;

    private Pictures() {}

    static void write(BufferedImage picture, Path folder, String name) throws IOException {
        Path temporary = folder.resolve("." + name + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                ImageIO.write(picture, "png", out);
            }
            Files.move(temporary, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A picture with pixels so large that it can be looked at. */
    static BufferedImage enlarged(BufferedImage picture) {
        int factor = Math.max(1, SMALLEST_SIDE / Math.min(picture.getWidth(), picture.getHeight()));
        BufferedImage large = new BufferedImage(
                picture.getWidth() * factor, picture.getHeight() * factor, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.drawImage(picture, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        return large;
    }
}
