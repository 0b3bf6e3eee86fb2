package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.LabelMap;
import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.examples.scenes.ScenePicture;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a picture.
 *
 * @param picture the picture
 * @param tolerance how many pixels beside a part a point still counts as lying on it: less than one more than that away
 */
record Truth(ScenePicture picture, int tolerance) {
    private static final Extent SIZE = new Extent(Scenes.SIZE, Scenes.SIZE);

    /** Parts that are seen on fewer pixels are not asked for. */
    private static final int LEAST_AREA = 12;

    /** The pixels of a part. */
    Mask mask(Part part) {
        BitSet cells = new BitSet();
        boolean[] covered = picture.labels().mask(part);
        for (int i = 0; i < covered.length; i++) {
            cells.set(i, covered[i]);
        }
        return Mask.of(SIZE, cells);
    }

    /** The pixels that count as lying on a part. */
    Mask target(Part part) {
        return mask(part).dilate(tolerance + 1);
    }

    Part deciding() {
        return picture.scene().sceneClass().decidingPart();
    }

    /** The parts of the object that can be seen. */
    List<Part> parts() {
        LabelMap labels = picture.labels();
        return picture.scene().sceneClass().parts().stream()
                .filter(part -> labels.area(part) >= LEAST_AREA)
                .toList();
    }

    /** The part at a pixel. */
    Part at(int pixel) {
        int id = picture.labels().id(pixel);
        return Stream.of(Part.values())
                .filter(part -> part.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
