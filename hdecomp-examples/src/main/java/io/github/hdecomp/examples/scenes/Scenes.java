package io.github.hdecomp.examples.scenes;

import java.util.List;
import java.util.stream.Stream;

/**
 * An endless row of scenes, each of which depends on the seed and its index alone. Classes take turns: scene i is of class i
 * modulo {@value #CLASSES}.
 *
 * @param seed chooses the row
 */
public record Scenes(long seed) {
    /** Rows and columns of a picture. */
    public static final int SIZE = 96;

    /** The number of classes. */
    public static final int CLASSES = 14;

    /** Of 100 objects of a class, how many are before its usual background; the others are anywhere else alike. */
    public static final int USUAL_PERCENT = 80;

    /**
     * One scene.
     *
     * @param index from 0
     * @return always the same scene
     * @throws IllegalArgumentException if the index is negative
     */
    public Scene scene(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("scenes: index " + index + " must not be negative");
        }
        SceneClass sceneClass = SceneClass.of((int) (index % CLASSES));
        long key = Chance.mixed(Chance.mixed(seed) + index);
        return new Scene(key, sceneClass, background(sceneClass, new Chance(key, "background")));
    }

    private static Background background(SceneClass sceneClass, Chance chance) {
        Background usual = sceneClass.usualBackground();
        if (chance.happens(USUAL_PERCENT / 100.0)) {
            return usual;
        }
        List<Background> others =
                Stream.of(Background.values()).filter(other -> other != usual).toList();
        return others.get(chance.below(others.size()));
    }
}
