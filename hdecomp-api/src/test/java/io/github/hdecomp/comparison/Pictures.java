package io.github.hdecomp.comparison;

import io.github.hdecomp.data.ClassArea;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ObjectSet;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Pictures of 8 by 8 pixels with a white square in their left or, if their number is odd, right half; the fifth is damaged. */
record Pictures(int size) implements ObjectSet {
    private static final int DAMAGED = 4;

    private static Region square(int index) {
        return new Region(2, index % 2 * 4, 3, 4);
    }

    @Override
    public String name() {
        return "squares";
    }

    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry("square " + index, OptionalInt.of(index % 2));
    }

    @Override
    public BufferedImage read(int index) throws IOException {
        if (index == DAMAGED) {
            throw new IOException("square " + index + ": damaged");
        }
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Region square = square(index);
        for (int y = square.y(); y < square.bottom(); y++) {
            for (int x = square.x(); x < square.right(); x++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        return image;
    }

    @Override
    public List<String> classes() {
        return List.of("left", "right");
    }

    @Override
    public List<ClassArea> objects(int index, Extent size) {
        Mask mask = Mask.of(size, List.of(square(index)));
        return List.of(new ClassArea(index % 2, classes().get(index % 2), mask, false, false));
    }
}
