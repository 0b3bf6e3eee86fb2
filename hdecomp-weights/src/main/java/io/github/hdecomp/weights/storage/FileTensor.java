package io.github.hdecomp.weights.storage;

import io.github.hdecomp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A view of a storage: element (i₀, i₁, …) is its value number offset + Σ i_k · strides_k.
 *
 * @param storage the values
 * @param offset of the first element, in values
 * @param shape the extents
 * @param strides the distance of neighbours along each axis, in values; not negative
 */
public record FileTensor(Storage storage, long offset, Shape shape, List<Long> strides) implements LazyTensor {
    /** Elements that are decoded at once. */
    private static final int PIECE = 1 << 16;

    /** Values that lie farther apart than this many bytes are not read as one run. */
    private static final long WIDEST_RUN = 1 << 20;

    /** Elements that a view may have although its storage has fewer, as broadcast scalars do. */
    private static final int MOST_REPEATED = 1 << 16;

    /**
     * A view in row-major order.
     *
     * @param storage the values
     * @param shape as many elements
     * @param what to call it in complaints
     * @return the tensor
     * @throws IOException if the storage has another number of values
     */
    public static FileTensor rowMajor(Storage storage, Shape shape, String what) throws IOException {
        if (storage.count() != shape.size()) {
            throw storage.file()
                    .malformed(
                            storage.position(),
                            what + " holds " + storage.count() + " values, but shape " + shape + " wants "
                                    + shape.size());
        }
        return new FileTensor(storage, 0, shape, rowMajor(shape));
    }

    /**
     * Any view.
     *
     * @param storage the values
     * @param offset of the first element
     * @param shape the extents
     * @param strides one per axis
     * @param what to call it in complaints
     * @return the tensor
     * @throws IOException if an element lies outside the storage, or the view repeats values so often that it is much larger
     *     than its storage
     */
    public static FileTensor strided(Storage storage, long offset, Shape shape, List<Long> strides, String what)
            throws IOException {
        boolean fits = offset >= 0
                && strides.size() == shape.rank()
                && strides.stream().allMatch(s -> s >= 0);
        long room = storage.count() - 1 - offset;
        for (int axis = 0; fits && shape.size() > 0 && axis < shape.rank(); axis++) {
            int steps = shape.extent(axis) - 1;
            fits = steps == 0 || strides.get(axis) <= room / steps;
            room -= fits ? steps * strides.get(axis) : 0;
        }
        if (!fits || (shape.size() > 0 && room < 0)) {
            throw storage.file()
                    .malformed(
                            storage.position(),
                            what + " of shape " + shape + ", strides " + strides + " and offset " + offset
                                    + " leaves its storage of " + storage.count() + " values");
        }
        if (shape.size() > Math.max(storage.count(), MOST_REPEATED)) {
            throw storage.file()
                    .malformed(
                            storage.position(),
                            what + " of shape " + shape + " repeats the " + storage.count()
                                    + " values of its storage; save a contiguous copy of it");
        }
        return new FileTensor(storage, offset, shape, List.copyOf(strides));
    }

    /** The strides of a dense tensor whose last index runs fastest. */
    private static List<Long> rowMajor(Shape shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides.add(0, stride);
            stride *= shape.extent(axis);
        }
        return strides;
    }

    private boolean isRowMajor() {
        List<Long> dense = rowMajor(shape);
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.extent(axis) > 1 && !strides.get(axis).equals(dense.get(axis))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same values with the axes in another order; none is moved in the file.
     *
     * @param axes which of this tensor's axes each of the result's is
     * @return the tensor
     */
    public FileTensor transpose(int... axes) {
        int[] extents = new int[axes.length];
        List<Long> moved = new ArrayList<>();
        for (int axis = 0; axis < axes.length; axis++) {
            extents[axis] = shape.extent(axes[axis]);
            moved.add(strides.get(axes[axis]));
        }
        return new FileTensor(storage, offset, Shape.of(extents), moved);
    }

    /** {@inheritDoc} Only a tensor in row-major order stays in the file. */
    @Override
    public LazyTensor reshape(Shape to) {
        if (to.size() != shape.size() || !isRowMajor()) {
            throw new IllegalArgumentException("tensor of shape " + shape + " and strides " + strides
                    + " cannot be seen as one of shape " + to + " where it lies");
        }
        return new FileTensor(storage, offset, to, rowMajor(to));
    }

    /**
     * Whether {@link #reshape} works.
     *
     * @return true for tensors in row-major order
     */
    public boolean canReshape() {
        return isRowMajor();
    }

    @Override
    public void read(int from, float[] target, int at, int length) throws IOException {
        Optional<Odometer> scattered = isRowMajor() ? Optional.empty() : Optional.of(new Odometer(from));
        for (int done = 0; done < length; done += PIECE) {
            int count = Math.min(PIECE, length - done);
            if (scattered.isEmpty()) {
                readRun(offset + from + done, count, target, at + done);
            } else {
                gather(scattered.get(), target, at + done, count);
            }
        }
    }

    private void readRun(long first, int count, float[] target, int at) throws IOException {
        ElementType type = storage.type();
        ByteBuffer bytes = run(first, count);
        for (int i = 0; i < count; i++) {
            target[at + i] = type.decode(bytes, i * type.width());
        }
    }

    /** The bytes of neighbouring values. */
    private ByteBuffer run(long first, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * storage.type().width()).order(storage.order());
        storage.file()
                .readFully(bytes, storage.position() + first * storage.type().width());
        return bytes;
    }

    /** Values that do not lie side by side: one run that holds them all if they are near, else out of a map of the file. */
    private void gather(Odometer odometer, float[] target, int at, int count) throws IOException {
        ElementType type = storage.type();
        long[] places = new long[count];
        long low = Long.MAX_VALUE;
        long high = 0;
        for (int i = 0; i < count; i++) {
            places[i] = odometer.next();
            low = Math.min(low, places[i]);
            high = Math.max(high, places[i]);
        }
        if ((high - low + 1) * type.width() <= WIDEST_RUN) {
            ByteBuffer bytes = run(low, (int) (high - low + 1));
            for (int i = 0; i < count; i++) {
                target[at + i] = type.decode(bytes, (int) (places[i] - low) * type.width());
            }
        } else {
            for (int i = 0; i < count; i++) {
                long position = storage.position() + places[i] * type.width();
                ByteBuffer map = storage.file().segment(position).duplicate().order(storage.order());
                target[at + i] = type.decode(map, SourceFile.inSegment(position));
            }
        }
    }

    /** Counts through the elements in row-major order. */
    private final class Odometer {
        private final int[] index = new int[shape.rank()];
        private long place = offset;

        Odometer(int from) {
            int rest = from;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                index[axis] = rest % Math.max(shape.extent(axis), 1);
                rest /= Math.max(shape.extent(axis), 1);
                place += index[axis] * strides.get(axis);
            }
        }

        /** The place of this element; goes on to the next. */
        long next() {
            long here = place;
            for (int axis = index.length - 1; axis >= 0; axis--) {
                place += strides.get(axis);
                if (++index[axis] < shape.extent(axis)) {
                    break;
                }
                place -= index[axis] * strides.get(axis);
                index[axis] = 0;
            }
            return here;
        }
    }
}
