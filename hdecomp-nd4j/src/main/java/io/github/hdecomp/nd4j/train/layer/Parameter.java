package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Tensor;

/**
 * A tensor of a network that is trained: its values, and if gradients change it, its velocity and the gradients of all shards.
 * In memory it lies in the order in which products read it.
 */
public final class Parameter {
    private final ParameterSpec spec;
    private final Order order;
    private final boolean learned;
    private final int size;
    private final NativeFloats values;
    private final NativeFloats velocity;
    private final NativeFloats gradients;

    Parameter(ParameterSpec spec, Order order, boolean learned, int shards, NativeMemory memory) {
        this.spec = spec;
        this.order = order;
        this.learned = learned;
        this.size = spec.shape().size();
        this.values = memory.allocate(size);
        this.velocity = memory.allocate(learned ? size : 0);
        this.gradients = memory.allocate(learned ? Math.multiplyExact(size, shards) : 0);
        if (learned) {
            velocity.host().put(0, new float[size]);
        }
    }

    /**
     * What the network's description says of it.
     *
     * @return name and shape
     */
    public ParameterSpec spec() {
        return spec;
    }

    /**
     * Whether gradients change it.
     *
     * @return false for running statistics
     */
    public boolean isLearned() {
        return learned;
    }

    /**
     * The number of elements.
     *
     * @return as of its shape
     */
    public int size() {
        return size;
    }

    /**
     * The values.
     *
     * @return in the order of products
     */
    public NativeFloats values() {
        return values;
    }

    /**
     * The moving sum of gradients.
     *
     * @return in the order of products
     */
    public NativeFloats velocity() {
        return velocity;
    }

    /**
     * The gradients of all shards, one after the other.
     *
     * @return each in the order of products
     */
    public NativeFloats gradients() {
        return gradients;
    }

    /** A part of the values as a matrix. */
    Gemm.Matrix matrix(int at, int stride) {
        return new Gemm.Matrix(values, at, stride);
    }

    /** A part of a shard's gradient as a matrix. */
    Gemm.Matrix gradient(int shard, int at, int stride) {
        return new Gemm.Matrix(gradients, shard * size + at, stride);
    }

    /** A shard's whole gradient, for tensors in the file's order. */
    void setGradient(int shard, float[] gradient) {
        gradients.host().put(shard * size, gradient);
    }

    /** The values of a tensor in the file's order. */
    float[] vector() {
        float[] vector = new float[size];
        values.host().get(0, vector);
        return vector;
    }

    /**
     * Sets the values or the velocity.
     *
     * @param target which of the two. Modified.
     * @param tensor in the file's order
     */
    public void set(NativeFloats target, Tensor tensor) {
        float[] placed = new float[size];
        for (int i = 0; i < size; i++) {
            placed[order.place(i)] = tensor.get(i);
        }
        target.host().put(0, placed);
    }

    /**
     * Reads values, a velocity or the gradient of one shard.
     *
     * @param source which of them
     * @param at index of the first element
     * @return the tensor in the file's order
     */
    public Tensor get(NativeFloats source, int at) {
        float[] placed = new float[size];
        source.host().get(at, placed);
        float[] tensor = new float[size];
        for (int i = 0; i < size; i++) {
            tensor[i] = placed[order.place(i)];
        }
        return Tensor.adopt(spec.shape(), tensor);
    }
}
