package io.github.hdecomp.examples;

import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A set of a single picture, whose class nobody says. */
record OnePicture(Path file) implements ImageSet {
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry(file.toString(), OptionalInt.empty());
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        return Images.read(file);
    }
}
