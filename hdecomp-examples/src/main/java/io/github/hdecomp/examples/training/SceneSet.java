package io.github.hdecomp.examples.training;

import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.nd4j.train.TrainingSet;
import io.github.hdecomp.tensor.Tensor;

/**
 * New scenes in every epoch, so that none is seen twice.
 *
 * @param scenes the row from which they are taken in turn
 * @param size how many an epoch has
 * @param preprocessing how pictures become inputs
 */
public record SceneSet(Scenes scenes, int size, Preprocessing preprocessing) implements TrainingSet {

    /**
     * Checks the size, so that classes take turns in all epochs alike.
     *
     * @param scenes see above
     * @param size see above
     * @param preprocessing see above
     */
    public SceneSet {
        if (size < 1 || size % Scenes.CLASSES != 0) {
            throw new IllegalArgumentException("scenes: a set of " + size + " pictures, expected a multiple of the "
                    + Scenes.CLASSES + " classes");
        }
    }

    @Override
    public Tensor picture(int index, int epoch) {
        return preprocessing.normalize(
                scenes.scene((long) epoch * size + index).draw().image());
    }

    @Override
    public int label(int index) {
        return index % Scenes.CLASSES;
    }
}
