package io.github.hdecomp.nd4j.train;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a network is trained: stochastic gradient descent with momentum on softmax cross-entropy.
 *
 * @param epochs how often every picture is seen, at least 1
 * @param batch pictures per step, at least 1
 * @param learningRate how far each step goes
 * @param momentum the part of the velocity that is kept at each step, from 0 to below 1
 * @param weightDecay the multiple of the weights of convolutions and linear layers that is added to their gradients, 0 or
 *     more; biases and batch norms do not decay
 * @param labelSmoothing the part of the target that is spread over all classes, from 0 to below 1
 * @param seed of the first weights and the order of pictures
 * @param threads how many threads work on a step, the caller's included; changes nothing but the time
 * @param frozen says by their names, such as {@code conv1.weight}, which tensors stay as they are; layers all of whose tensors
 *     do run as at inference, batch norms with their running statistics
 * @param products what multiplies matrices, by the backend's name for it; empty for the fastest that is at hand
 */
public record TrainingOptions(
        int epochs,
        int batch,
        LearningRate learningRate,
        double momentum,
        double weightDecay,
        double labelSmoothing,
        long seed,
        int threads,
        Predicate<String> frozen,
        Optional<String> products) {

    /**
     * Checks the ranges.
     *
     * @param epochs see above
     * @param batch see above
     * @param learningRate see above
     * @param momentum see above
     * @param weightDecay see above
     * @param labelSmoothing see above
     * @param seed see above
     * @param threads see above
     * @param frozen see above
     * @param products see above
     */
    public TrainingOptions {
        check("epochs", epochs, epochs >= 1, "at least 1");
        check("batch", batch, batch >= 1, "at least 1");
        check("threads", threads, threads >= 1, "at least 1");
        check("momentum", momentum, momentum >= 0 && momentum < 1, "from 0 to below 1");
        check("weight decay", weightDecay, weightDecay >= 0 && weightDecay < 1, "from 0 to below 1");
        check("label smoothing", labelSmoothing, labelSmoothing >= 0 && labelSmoothing < 1, "from 0 to below 1");
    }

    private static void check(String what, Number got, boolean fits, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("training options: " + what + " " + got + ", expected " + expected);
        }
    }

    /**
     * Ten epochs of batches of 64, a rate of 0.05 with a warm-up of a twentieth and a cosine, momentum 0.9, weight decay
     * 0.0005, no label smoothing, seed 0, all processors.
     *
     * @return the defaults
     */
    public static TrainingOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        LearningRate rate = LearningRate.cosine(0.05, 0.05);
        return new TrainingOptions(10, 64, rate, 0.9, 5e-4, 0, 0, processors, name -> false, Optional.empty());
    }

    /**
     * These options with another number of epochs.
     *
     * @param count at least 1
     * @return the options
     */
    public TrainingOptions withEpochs(int count) {
        return new TrainingOptions(
                count, batch, learningRate, momentum, weightDecay, labelSmoothing, seed, threads, frozen, products);
    }

    /**
     * These options with batches of another size.
     *
     * @param pictures at least 1
     * @return the options
     */
    public TrainingOptions withBatch(int pictures) {
        return new TrainingOptions(
                epochs, pictures, learningRate, momentum, weightDecay, labelSmoothing, seed, threads, frozen, products);
    }

    /**
     * These options with another schedule.
     *
     * @param schedule the rate of each step
     * @return the options
     */
    public TrainingOptions withLearningRate(LearningRate schedule) {
        return new TrainingOptions(
                epochs, batch, schedule, momentum, weightDecay, labelSmoothing, seed, threads, frozen, products);
    }

    /**
     * These options with another momentum.
     *
     * @param kept the part of the velocity that is kept, from 0 to below 1
     * @return the options
     */
    public TrainingOptions withMomentum(double kept) {
        return new TrainingOptions(
                epochs, batch, learningRate, kept, weightDecay, labelSmoothing, seed, threads, frozen, products);
    }

    /**
     * These options with another weight decay.
     *
     * @param decay 0 or more
     * @return the options
     */
    public TrainingOptions withWeightDecay(double decay) {
        return new TrainingOptions(
                epochs, batch, learningRate, momentum, decay, labelSmoothing, seed, threads, frozen, products);
    }

    /**
     * These options with label smoothing (Szegedy et al. 2016, arXiv 1512.00567).
     *
     * @param part of the target that is spread over all classes, from 0 to below 1
     * @return the options
     */
    public TrainingOptions withLabelSmoothing(double part) {
        return new TrainingOptions(
                epochs, batch, learningRate, momentum, weightDecay, part, seed, threads, frozen, products);
    }

    /**
     * These options with another seed.
     *
     * @param number any
     * @return the options
     */
    public TrainingOptions withSeed(long number) {
        return new TrainingOptions(
                epochs, batch, learningRate, momentum, weightDecay, labelSmoothing, number, threads, frozen, products);
    }

    /**
     * These options with another number of threads.
     *
     * @param count at least 1
     * @return the options
     */
    public TrainingOptions withThreads(int count) {
        return new TrainingOptions(
                epochs, batch, learningRate, momentum, weightDecay, labelSmoothing, seed, count, frozen, products);
    }

    /**
     * These options with tensors that stay as they are.
     *
     * @param names says of a tensor's name whether it is frozen
     * @return the options
     */
    public TrainingOptions withFrozen(Predicate<String> names) {
        return new TrainingOptions(
                epochs, batch, learningRate, momentum, weightDecay, labelSmoothing, seed, threads, names, products);
    }

    /**
     * These options with something else to multiply matrices.
     *
     * @param name such as {@code onednn}, {@code openblas} or {@code nd4j}
     * @return the options
     */
    public TrainingOptions withProducts(String name) {
        return new TrainingOptions(
                epochs,
                batch,
                learningRate,
                momentum,
                weightDecay,
                labelSmoothing,
                seed,
                threads,
                frozen,
                Optional.of(name));
    }
}
