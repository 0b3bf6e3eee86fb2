package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.relevance.WeightPart;

/** Weights with something done to each of them. */
public final class WeightParts {
    private WeightParts() {}

    /** w = part(scale · w) for the first n. */
    static void take(WeightPart part, float scale, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            w[i] *= scale;
        }
        switch (part) {
            case ALL -> {}
            case POSITIVE -> Lanes.relu(w, n);
            case NEGATIVE -> {
                for (int i = 0; i < n; i++) {
                    w[i] = Math.min(w[i], 0f);
                }
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) {
                    w[i] *= w[i];
                }
            }
            case ONE -> {
                for (int i = 0; i < n; i++) {
                    w[i] = 1f;
                }
            }
        }
    }

    /**
     * The weights of a convolution by parts.
     *
     * @param filters the weights. Not modified.
     * @param part what is taken of each, after it was multiplied
     * @param scale what the weights of each output channel are multiplied by first
     * @param memory owns the new weights
     * @return the new weights; the caller frees them
     */
    public static ConvolutionWeights of(Filters filters, WeightPart part, float[] scale, NativeMemory memory) {
        Convolution convolution = filters.convolution();
        NativeFloats data = memory.allocate(convolution.out() * convolution.filterSize());
        float[] filter = new float[convolution.filterSize()];
        for (int o = 0; o < convolution.out(); o++) {
            filters.read(o, filter);
            take(part, scale[o], filter, filter.length);
            data.host().put(o * filter.length, filter);
        }
        return new ConvolutionWeights(convolution, data);
    }
}
