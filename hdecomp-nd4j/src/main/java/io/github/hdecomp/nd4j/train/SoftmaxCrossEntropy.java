package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.nd4j.kernel.Maps;

/**
 * loss = -Σ over classes of t · log softmax(z), with the target t = 1 - smoothing for the picture's class and smoothing /
 * classes added to all; its derivative with respect to the scores z is softmax(z) - t, over the number of pictures.
 *
 * @param smoothing the part of the target that is spread over all classes
 */
record SoftmaxCrossEntropy(double smoothing) {

    /** The loss of a picture, and whether its class had the largest score. */
    record Result(double loss, boolean correct) {}

    /**
     * Computes the loss of one picture.
     *
     * @param scores of all pictures. Not modified.
     * @param picture which
     * @param label its class
     * @param cotangents receive the derivative of the batch's mean loss. Modified.
     * @param batch the number of pictures in the batch
     * @return the loss
     */
    Result apply(Maps scores, int picture, int label, Maps cotangents, int batch) {
        int classes = scores.channels();
        float[] z = new float[classes];
        scores.data().host().get(scores.index(picture, 0, 0), z);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = z[c] > z[best] ? c : best;
        }
        double sum = 0;
        for (float score : z) {
            sum += Math.exp((double) score - z[best]);
        }
        double logSum = z[best] + Math.log(sum);
        double loss = 0;
        float[] dz = new float[classes];
        for (int c = 0; c < classes; c++) {
            double target = smoothing / classes + (c == label ? 1 - smoothing : 0);
            loss += target * (logSum - z[c]);
            dz[c] = (float) ((Math.exp(z[c] - logSum) - target) / batch);
        }
        cotangents.data().host().put(cotangents.index(picture, 0, 0), dz);
        return new Result(loss, best == label);
    }
}
