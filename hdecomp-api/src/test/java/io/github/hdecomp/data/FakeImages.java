package io.github.hdecomp.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.OptionalInt;

/** Pictures of one pixel whose colour and class is their number; every tenth from the third on is damaged. */
record FakeImages(int size) implements ImageSet {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry("picture " + index, OptionalInt.of(index));
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        if (index % 10 == 3) {
            throw new IOException("picture " + index + ": beschädigt");
        }
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, index);
        return image;
    }
}
