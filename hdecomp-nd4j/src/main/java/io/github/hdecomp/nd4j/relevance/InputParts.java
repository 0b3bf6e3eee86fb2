package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.nd4j.kernel.Lanes;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Runs;
import io.github.hdecomp.relevance.InputPart;
import io.github.hdecomp.relevance.InputPart.Plain;
import java.util.Arrays;
import java.util.List;

/** Recorded values with something done to each of them. */
final class InputParts {
    private InputParts() {}

    /** A function of runs of values that start with any channel. */
    @FunctionalInterface
    interface Function {
        /**
         * Works in place.
         *
         * @param values modified
         * @param offset of the first in its map
         * @param n how many
         */
        void apply(float[] values, int offset, int n);
    }

    /**
     * A part as a function.
     *
     * @param part the part
     * @param channels of the layer that is read
     * @param preprocessing of the network, for bounds of pictures
     * @throws IllegalArgumentException if the layer does not have the channels of pictures
     */
    static Function of(InputPart part, int channels, Preprocessing preprocessing) {
        if (part instanceof InputPart.Less less) {
            float bound = (float) less.bound();
            return (values, offset, n) -> {
                for (int i = 0; i < n; i++) {
                    values[i] -= bound;
                }
            };
        }
        return switch ((Plain) part) {
            case ALL -> (values, offset, n) -> {};
            case POSITIVE -> (values, offset, n) -> Lanes.relu(values, n);
            case NEGATIVE ->
                (values, offset, n) -> {
                    for (int i = 0; i < n; i++) {
                        values[i] = Math.min(values[i], 0f);
                    }
                };
            case ONE -> (values, offset, n) -> Arrays.fill(values, 0, n, 1f);
            case LESS_DARKEST -> less(preprocessing.least(), channels);
            case LESS_BRIGHTEST -> less(preprocessing.greatest(), channels);
        };
    }

    private static Function less(List<Float> bounds, int channels) {
        if (bounds.size() != channels) {
            throw new IllegalArgumentException("relevance rule z-box: the layer reads " + channels
                    + " channels and pictures have " + bounds.size()
                    + "; use it for a layer that reads the picture, or give the bounds");
        }
        float[] perChannel = new float[channels];
        for (int c = 0; c < channels; c++) {
            perChannel[c] = bounds.get(c);
        }
        return (values, offset, n) -> {
            for (int i = 0, c = offset % channels; i < n; i++, c = c + 1 == channels ? 0 : c + 1) {
                values[i] -= perChannel[c];
            }
        };
    }

    /** Writes f(a). */
    static void write(Maps a, Function function, Maps target, Run run) {
        Runs.forEach(a.size(), 1, run, (offset, length, scratch) -> {
            a.data().host().get(a.at() + offset, scratch.lane(0), 0, length);
            function.apply(scratch.lane(0), offset, length);
            target.data().host().put(target.at() + offset, scratch.lane(0), 0, length);
        });
    }
}
