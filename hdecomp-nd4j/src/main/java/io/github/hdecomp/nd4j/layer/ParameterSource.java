package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Hands the weights to the layers, in the order of the network: checks that every value is finite, and takes the SHA-256 of
 * all of them on the way.
 */
public final class ParameterSource {
    private final Weights weights;
    private final NativeMemory memory;
    private final Engines engines;
    private final MessageDigest digest;
    private final Set<String> digested = new HashSet<>();

    /**
     * A source.
     *
     * @param weights the weights
     * @param memory owns what layers allocate for them
     * @param engines chooses how convolutions are computed
     */
    public ParameterSource(Weights weights, NativeMemory memory, Engines engines) {
        this.weights = weights;
        this.memory = memory;
        this.engines = engines;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /**
     * The owner of what layers allocate.
     *
     * @return the memory
     */
    public NativeMemory memory() {
        return memory;
    }

    /**
     * What chooses how convolutions are computed.
     *
     * @return the choice
     */
    public Engines engines() {
        return engines;
    }

    /** Receives a tensor piece by piece. */
    @FunctionalInterface
    public interface Piece {
        /**
         * Takes one piece.
         *
         * @param number of the piece, from 0
         * @param values its values; valid during the call
         */
        void accept(int number, float[] values);
    }

    /**
     * Reads a tensor in pieces of one size, such as the filters of a convolution.
     *
     * @param parameter the tensor
     * @param pieceSize floats per piece, a divisor of the tensor's size
     * @param piece receives them in order
     * @throws IllegalArgumentException if a value is not finite
     */
    public void read(ParameterSpec parameter, int pieceSize, Piece piece) {
        boolean first = digested.add(parameter.name());
        float[] values = new float[pieceSize];
        ByteBuffer bytes = ByteBuffer.allocate(4 * pieceSize).order(ByteOrder.LITTLE_ENDIAN);
        int pieces = parameter.shape().size() / Math.max(pieceSize, 1);
        for (int i = 0; i < pieces; i++) {
            weights.read(parameter.name(), i * pieceSize, values, 0, pieceSize);
            checkFinite(parameter, i * pieceSize, values);
            if (first) {
                bytes.asFloatBuffer().put(values);
                digest.update(bytes.array());
            }
            piece.accept(i, values);
        }
    }

    /**
     * Reads a whole small tensor.
     *
     * @param parameter the tensor
     * @return its values
     * @throws IllegalArgumentException if a value is not finite
     */
    public float[] vector(ParameterSpec parameter) {
        float[] vector = new float[parameter.shape().size()];
        read(parameter, vector.length, (number, values) -> System.arraycopy(values, 0, vector, 0, vector.length));
        return vector;
    }

    private void checkFinite(ParameterSpec parameter, int offset, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(weights.source() + ": " + parameter.name() + " holds " + values[i]
                        + " at flat index " + (offset + i) + ", expected finite weights; the file is damaged or the"
                        + " training diverged");
            }
        }
    }

    /**
     * The SHA-256 of all tensors read so far, as float32 little-endian, each once.
     *
     * @return 64 hexadecimal digits
     */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
