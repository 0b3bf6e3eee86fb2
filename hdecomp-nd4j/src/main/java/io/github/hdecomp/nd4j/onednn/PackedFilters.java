package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The filters of one convolution in the orders that oneDNN chose. One is the rule; where bands of two heights want two, both
 * are kept.
 */
final class PackedFilters {
    private final OneDnn oneDnn;
    private final Convolution convolution;
    private final NativeFloats weights;
    private final int first;
    private final NativeMemory memory;
    private final List<Packed> known = new ArrayList<>();

    private record Packed(dnnl_memory_desc order, NativeFloats data) {}

    /** Filters of a convolution that lie among {@code weights} from output channel {@code first} on. */
    PackedFilters(OneDnn oneDnn, Convolution convolution, NativeFloats weights, int first, NativeMemory memory) {
        this.oneDnn = oneDnn;
        this.convolution = convolution;
        this.weights = weights;
        this.first = first;
        this.memory = memory;
    }

    /** The filters in an order. */
    NativeFloats in(dnnl_memory_desc order) {
        for (Packed packed : known) {
            if (dnnl_memory_desc_equal(packed.order(), order) == 1) {
                return packed.data();
            }
        }
        NativeFloats data = memory.allocate(Math.toIntExact(dnnl_memory_desc_get_size(order) / Float.BYTES));
        reorder(order, data);
        known.add(new Packed(order, data));
        return data;
    }

    /** From the order in which HDecomp keeps them, (O, Kh, Kw, I / groups). */
    private void reorder(dnnl_memory_desc order, NativeFloats data) {
        dnnl_memory_desc ours = oneDnn.strided(BandDescription.filterExtents(convolution), strides());
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                dnnl_reorder_primitive_desc_create(
                        description, ours, oneDnn.engine(), order, oneDnn.engine(), new dnnl_primitive_attr()),
                "describe a new order of weights");
        oneDnn.onClose(() -> dnnl_primitive_desc_destroy(description));
        dnnl_primitive primitive = new dnnl_primitive();
        OneDnn.check(dnnl_primitive_create(primitive, description), "generate a new order of weights");
        oneDnn.onClose(() -> dnnl_primitive_destroy(primitive));
        List<Arguments.Argument> list = List.of(
                new Arguments.Argument(DNNL_ARG_FROM, ours, weights.address(first * convolution.filterSize())),
                new Arguments.Argument(DNNL_ARG_TO, order, data.address(0)));
        new Arguments(oneDnn, list).execute(primitive);
    }

    private long[] strides() {
        long in = convolution.inPerGroup();
        long filter = convolution.filterSize();
        long row = convolution.window().kernelWidth() * in;
        return convolution.groups() == 1
                ? new long[] {filter, 1, row, in}
                : new long[] {convolution.outPerGroup() * filter, filter, 1, row, in};
    }
}
