package io.github.hdecomp.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Some pictures of a set. */
record Subset(ImageSet whole, List<Integer> chosen) implements ImageSet {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return chosen.size();
    }

    @Override
    public ImageEntry entry(int index) {
        return whole.entry(chosen.get(index));
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        return whole.read(chosen.get(index));
    }
}
