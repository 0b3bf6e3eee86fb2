package io.github.hdecomp.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** PNG files that are written whole or not at all. */
final class Pictures {
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
}
