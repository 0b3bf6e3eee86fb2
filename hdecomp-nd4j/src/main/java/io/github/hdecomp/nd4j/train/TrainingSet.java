package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.tensor.Tensor;

/**
 * Pictures with labels, made when they are asked for. Several threads ask at once. What is returned depends on nothing but the
 * arguments: then training gives the same weights each time, whatever the number of threads.
 */
public interface TrainingSet {

    /**
     * The number of pictures.
     *
     * @return at least 1
     */
    int size();

    /**
     * A picture as the network's input. It may differ from epoch to epoch, as augmented or newly drawn pictures do; its label
     * stays.
     *
     * @param index from 0 to before {@link #size}
     * @param epoch from 0
     * @return shape of the network's input, preprocessed
     */
    Tensor picture(int index, int epoch);

    /**
     * The class of a picture.
     *
     * @param index from 0 to before {@link #size}
     * @return from 0 to before the number of classes
     */
    int label(int index);
}
