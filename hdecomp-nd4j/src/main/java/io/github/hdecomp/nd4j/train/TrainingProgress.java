package io.github.hdecomp.nd4j.train;

/**
 * What a step brought.
 *
 * @param step how many steps are done, from 1
 * @param steps how many there will be
 * @param epoch the epoch that the step belongs to, from 0
 * @param loss the mean loss of the batch before the step
 * @param correct how many pictures of the batch had their class's score on top before the step
 * @param pictures the number of pictures of the batch
 * @param learningRate the rate of the step
 */
public record TrainingProgress(
        long step, long steps, int epoch, double loss, int correct, int pictures, double learningRate) {

    /** Is told of every step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after each step by the thread that trains; may take a checkpoint or cancel.
         *
         * @param progress what the step brought
         */
        void after(TrainingProgress progress);
    }
}
