package io.github.hdecomp.benchmarks.format;

import io.github.hdecomp.model.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values of one tensor of weights as little-endian bytes, the form that ONNX and PyTorch share.
 *
 * @param name the tensor
 * @param weights where it is
 */
public record RawFloats(String name, Weights weights) {
    private static final int RUN = 1 << 16;

    /**
     * Copies the values run by run.
     *
     * @param out receives them
     * @throws IOException if it cannot be written to
     */
    public void writeTo(OutputStream out) throws IOException {
        int size = weights.shape(name).size();
        float[] values = new float[Math.min(RUN, size)];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < size; from += RUN) {
            int length = Math.min(RUN, size - from);
            weights.read(name, from, values, 0, length);
            bytes.asFloatBuffer().put(values, 0, length);
            out.write(bytes.array(), 0, Float.BYTES * length);
        }
    }
}
