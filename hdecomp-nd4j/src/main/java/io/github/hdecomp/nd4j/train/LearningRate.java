package io.github.hdecomp.nd4j.train;

/** How far each step goes along the velocity. */
@FunctionalInterface
public interface LearningRate {

    /**
     * The rate of a step.
     *
     * @param step from 0
     * @param steps how many there will be
     * @return a finite number, 0 or more
     */
    double at(long step, long steps);

    /**
     * The same rate at every step.
     *
     * @param rate a finite number, 0 or more
     * @return the schedule
     */
    static LearningRate constant(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("learning rate " + rate + ", expected a finite number of 0 or more");
        }
        return (step, steps) -> rate;
    }

    /**
     * A warm-up, then half a wave of a cosine down to 0.
     *
     * @param peak the highest rate
     * @param warmUp the part of all steps in which the rate rises linearly to the peak, from 0 to below 1
     * @return the schedule
     */
    static LearningRate cosine(double peak, double warmUp) {
        return new CosineLearningRate(peak, warmUp);
    }
}
