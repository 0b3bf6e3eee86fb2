package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A set of pictures to train with, such as a folder with a folder per class. Pictures are read when they are needed; in odd
 * epochs every second picture, in even ones every other, is seen in a mirror if that is asked for.
 *
 * @param pictures all with labels
 * @param preprocessing how pictures become the network's inputs
 * @param mirrored whether left and right may be exchanged
 */
public record LabelledPictures(ImageSet pictures, Preprocessing preprocessing, boolean mirrored)
        implements TrainingSet {

    /**
     * Checks that there are labels.
     *
     * @param pictures see above
     * @param preprocessing see above
     * @param mirrored see above
     */
    public LabelledPictures {
        for (int i = 0; i < pictures.size(); i++) {
            ImageEntry entry = pictures.entry(i);
            if (entry.label().isEmpty()) {
                throw new IllegalArgumentException(pictures.name() + ": the class of " + entry.name()
                        + " is not known, expected one for every picture to train with");
            }
        }
    }

    @Override
    public int size() {
        return pictures.size();
    }

    /**
     * A picture as the network's input.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    @Override
    public Tensor picture(int index, int epoch) {
        try {
            Tensor input = preprocessing.apply(pictures.read(index));
            return mirrored && (index + epoch) % 2 == 1 ? mirror(input) : input;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Tensor mirror(Tensor input) {
        int width = input.shape().width();
        float[] values = new float[input.size()];
        for (int i = 0; i < values.length; i++) {
            int column = i % width;
            values[i] = input.get(i - column + width - 1 - column);
        }
        return Tensor.adopt(input.shape(), values);
    }

    @Override
    public int label(int index) {
        return pictures.entry(index).label().orElseThrow();
    }
}
