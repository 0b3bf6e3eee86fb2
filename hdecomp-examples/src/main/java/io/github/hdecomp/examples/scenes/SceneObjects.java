package io.github.hdecomp.examples.scenes;

import io.github.hdecomp.data.ClassArea;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ObjectSet;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * The first scenes of a row as a set of pictures whose objects are known to the pixel. They are drawn when they are asked for.
 *
 * @param scenes the row
 * @param size how many scenes, at least 1
 */
public record SceneObjects(Scenes scenes, int size) implements ObjectSet {

    /**
     * Checks the number.
     *
     * @param scenes see above
     * @param size see above
     */
    public SceneObjects {
        if (size < 1) {
            throw new IllegalArgumentException("scenes: " + size + " pictures, expected at least 1");
        }
    }

    @Override
    public String name() {
        return "scenes of row " + scenes.seed();
    }

    @Override
    public ImageEntry entry(int index) {
        return new ImageEntry(
                "scene " + index,
                OptionalInt.of(scenes.scene(index).sceneClass().id()));
    }

    @Override
    public BufferedImage read(int index) {
        return scenes.scene(index).draw().image();
    }

    @Override
    public List<String> classes() {
        return SceneClass.labels();
    }

    /** The whole object: every pixel that is not background. */
    @Override
    public List<ClassArea> objects(int index, Extent size) {
        ScenePicture picture = scenes.scene(index).draw();
        BitSet cells = new BitSet(Scenes.SIZE * Scenes.SIZE);
        for (int i = 0; i < Scenes.SIZE * Scenes.SIZE; i++) {
            cells.set(i, picture.labels().id(i) != Part.BACKGROUND.id());
        }
        SceneClass shown = picture.scene().sceneClass();
        Mask mask = Mask.of(new Extent(Scenes.SIZE, Scenes.SIZE), cells);
        return List.of(new ClassArea(shown.id(), shown.label(), mask, false, false));
    }
}
