package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Runs a network on a picture under many masks. Masks are made batch by batch, on all processors, and given up after their
 * batch, so that memory does not depend on their number.
 */
final class MaskedRuns {
    private static final int BATCH = 16;

    private final Tensor input;
    private final TargetScores scores;
    private final int area;
    private final float[][] masks;

    /** Makes the mask of a number; called by several threads. */
    @FunctionalInterface
    interface Maker {
        void fill(int number, float[] mask);
    }

    /** Takes the scores of a batch of masks, batches in order. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes a batch.
         *
         * @param first the number of the batch's first mask
         * @param masks the masks, valid during the call
         * @param scores for each mask of the batch the score of each target
         */
        void take(int first, float[][] masks, double[][] scores);
    }

    MaskedRuns(Tape tape, TargetScores scores) {
        this.input = tape.activation(Tap.INPUT);
        this.scores = scores;
        Shape shape = input.shape();
        this.area = shape.height() * shape.width();
        this.masks = new float[BATCH][area];
    }

    /** Scores the picture, multiplied in every channel with each mask. */
    void run(int count, Maker maker, Taker taker) {
        for (int first = 0; first < count; first += BATCH) {
            int start = first;
            int size = Math.min(BATCH, count - first);
            Tensor[] masked = new Tensor[size];
            IntStream.range(0, size).parallel().forEach(i -> {
                maker.fill(start + i, masks[i]);
                masked[i] = masked(masks[i]);
            });
            taker.take(first, masks, scores.of(Arrays.asList(masked)));
        }
    }

    private Tensor masked(float[] mask) {
        float[] values = new float[input.size()];
        input.copyTo(0, values, 0, values.length);
        float[] plane = new float[area];
        for (int at = 0; at < values.length; at += area) {
            System.arraycopy(values, at, plane, 0, area);
            for (int i = 0; i < area; i++) {
                plane[i] *= mask[i];
            }
            System.arraycopy(plane, 0, values, at, area);
        }
        return Tensor.adopt(input.shape(), values);
    }

    /** One target's sum of masks, each with its weight; added up in the order of the masks, whatever the threads. */
    static final class Votes {
        private static final int CHUNK = 4096;

        private final double[] sums;

        Votes(int area) {
            this.sums = new double[area];
        }

        /** Adds a batch; weights of zero cost nothing. */
        void add(float[][] masks, double... weights) {
            int chunks = (sums.length + CHUNK - 1) / CHUNK;
            IntStream.range(0, chunks).parallel().forEach(chunk -> {
                int from = chunk * CHUNK;
                int to = Math.min(from + CHUNK, sums.length);
                for (int m = 0; m < weights.length; m++) {
                    if (weights[m] != 0) {
                        addPart(masks[m], weights[m], from, to);
                    }
                }
            });
        }

        private void addPart(float[] mask, double weight, int from, int to) {
            for (int i = from; i < to; i++) {
                sums[i] += weight * mask[i];
            }
        }

        double[] sums() {
            return sums;
        }
    }

    /** The scores of one target in a batch. */
    static double[] column(double[][] scores, int target) {
        return Arrays.stream(scores).mapToDouble(row -> row[target]).toArray();
    }
}
