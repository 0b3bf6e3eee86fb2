package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.storage.BufferTensor;
import io.github.hdecomp.weights.storage.ComputedTensor;
import io.github.hdecomp.weights.storage.FileTensor;
import io.github.hdecomp.weights.storage.HeapTensor;
import io.github.hdecomp.weights.storage.LazyTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A value that is the same for every picture: weights, which stay in the file, or numbers such as shapes, which are kept in
 * double so that whole numbers are exact.
 */
final class Constant implements Value {
    private final LazyTensor tensor;
    private final Optional<double[]> exact;
    private final boolean whole;
    private final Optional<String> name;

    private Constant(LazyTensor tensor, Optional<double[]> exact, boolean whole, Optional<String> name) {
        this.tensor = tensor;
        this.exact = exact;
        this.whole = whole;
        this.name = name;
    }

    /** Values that are read when they are asked for. */
    static Constant stored(LazyTensor tensor, boolean whole) {
        return new Constant(tensor, Optional.empty(), whole, Optional.empty());
    }

    /** Values that are there. */
    static Constant of(Shape dims, boolean whole, double... values) {
        if (dims.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values, but shape " + dims + " wants " + dims.size());
        }
        LazyTensor tensor = new ComputedTensor(dims, index -> (float) values[index]);
        return new Constant(tensor, Optional.of(values), whole, Optional.empty());
    }

    /** These values under the name that the graph gives them. */
    Constant named(String graphName) {
        return new Constant(tensor, exact, whole, Optional.of(graphName));
    }

    /** The name of an initializer; empty for what was computed. */
    Optional<String> name() {
        return name;
    }

    /** Whether the values are of a type of whole numbers. */
    boolean isWhole() {
        return whole;
    }

    LazyTensor tensor() {
        return tensor;
    }

    @Override
    public Shape dims() {
        return tensor.shape();
    }

    int size() {
        return dims().size();
    }

    /** The same values under another shape. */
    Constant reshape(Shape to) {
        if (to.size() != size()) {
            throw new IllegalArgumentException("a constant of shape " + dims() + " cannot be seen as " + to);
        }
        return new Constant(tensor.reshape(to), exact, whole, Optional.empty());
    }

    /** All values, in double. */
    double[] values() {
        if (exact.isPresent()) {
            return exact.get();
        }
        ComputedTensor.Values at = accessor();
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = at.at(i);
        }
        return values;
    }

    /** The only value. */
    double scalar() {
        if (size() != 1) {
            throw new IllegalArgumentException("a constant of shape " + dims() + ", expected one number");
        }
        return values()[0];
    }

    /** Values by their place; those of other files are read once. */
    ComputedTensor.Values accessor() {
        if (tensor instanceof BufferTensor buffer) {
            return buffer::at;
        }
        if (tensor instanceof ComputedTensor computed) {
            return computed.values();
        }
        Tensor heap = tensor instanceof HeapTensor there ? there.tensor() : read();
        return heap::get;
    }

    private Tensor read() {
        try {
            float[] values = new float[size()];
            tensor.read(0, values, 0, values.length);
            return Tensor.adopt(dims(), values);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A matrix (I, O) as (O, I), without reading it. */
    LazyTensor transposed() {
        int rows = dims().extent(0);
        int columns = dims().extent(1);
        if (tensor instanceof FileTensor file) {
            return file.transpose(1, 0);
        }
        ComputedTensor.Values at = accessor();
        return new ComputedTensor(Shape.of(columns, rows), index -> at.at(index % rows * columns + index / rows));
    }
}
