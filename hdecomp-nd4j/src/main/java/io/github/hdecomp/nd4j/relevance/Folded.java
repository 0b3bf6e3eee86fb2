package io.github.hdecomp.nd4j.relevance;

import io.github.hdecomp.nd4j.kernel.Epilogue;

/**
 * A layer with weights together with the batch norms behind it: z = scale · (W a) + bias.
 *
 * @param last the layer that holds z
 * @param epilogue scale and bias
 */
record Folded(int last, Epilogue epilogue) {

    /** One number per output channel. */
    float[] scale() {
        return epilogue.scale();
    }

    /** One number per output channel. */
    float[] bias() {
        return epilogue.shift();
    }

    /** Whether the scale may be anything but ones. */
    boolean isScaled() {
        return epilogue.isScaled();
    }
}
