package io.github.hdecomp.nd4j.train;

/**
 * rate = peak · (step + 1) / warm steps while warming up, peak · ½ (1 + cos(π · t)) after that, t from 0 to 1 (Loshchilov and
 * Hutter 2017, arXiv 1608.03983, without restarts; warm-up of Goyal et al. 2017, arXiv 1706.02677).
 *
 * @param peak the highest rate, a finite number of 0 or more
 * @param warmUp the part of all steps that warms up, from 0 to below 1
 */
public record CosineLearningRate(double peak, double warmUp) implements LearningRate {

    /**
     * Checks the ranges.
     *
     * @param peak see above
     * @param warmUp see above
     */
    public CosineLearningRate {
        if (!(peak >= 0) || Double.isInfinite(peak) || !(warmUp >= 0) || warmUp >= 1) {
            throw new IllegalArgumentException("learning rate: peak " + peak + " and warm-up " + warmUp
                    + ", expected a finite peak of 0 or more and a part from 0 to below 1");
        }
    }

    @Override
    public double at(long step, long steps) {
        double warm = Math.floor(warmUp * steps);
        if (step < warm) {
            return peak * (step + 1) / warm;
        }
        double t = (step - warm) / Math.max(steps - warm, 1);
        return peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(t, 1)));
    }
}
