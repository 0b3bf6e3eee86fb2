package io.github.hdecomp.data;

import io.github.hdecomp.tensor.Extent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Some pictures of a set of which it is known where the objects are. */
record ObjectSubset(ObjectSet whole, List<Integer> chosen) implements ObjectSet {
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

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public List<ClassArea> objects(int index, Extent size) throws IOException {
        return whole.objects(chosen.get(index), size);
    }
}
