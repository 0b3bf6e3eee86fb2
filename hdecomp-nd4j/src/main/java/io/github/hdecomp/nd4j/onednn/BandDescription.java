package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.Window;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What oneDNN would generate for bands of one shape.
 *
 * @param primitive oneDNN's description
 * @param x the band's input
 * @param y the band's output
 * @param weights the order of weights that oneDNN chose
 * @param scratchpad what code needs to work on
 * @param vector one number per channel of the output
 * @param post the steps behind the convolution
 */
record BandDescription(
        dnnl_primitive_desc primitive,
        dnnl_memory_desc x,
        dnnl_memory_desc y,
        dnnl_memory_desc weights,
        dnnl_memory_desc scratchpad,
        dnnl_memory_desc vector,
        PostOps post) {

    /**
     * Asks oneDNN.
     *
     * @param oneDnn owns the description
     * @param convolution its shape; 1 by 1 windows may come as a single column of cells
     * @param band the band
     * @param inputWidth columns of the input
     * @param width columns of the output
     * @param post the steps behind the convolution
     * @return empty if oneDNN has no code for this shape but its slow reference
     */
    static Optional<BandDescription> of(
            OneDnn oneDnn, Convolution convolution, Band.Shape band, int inputWidth, int width, PostOps post) {
        Window window = convolution.window();
        if (band.inputRows() < 1) {
            return Optional.empty();
        }
        dnnl_memory_desc x = oneDnn.map(convolution.in(), band.inputRows(), inputWidth);
        dnnl_memory_desc y = oneDnn.map(convolution.out(), band.rows(), width);
        dnnl_memory_desc vector = oneDnn.map(convolution.out(), 1, 1);
        dnnl_primitive_desc primitive = new dnnl_primitive_desc();
        int status = dnnl_convolution_forward_primitive_desc_create(
                primitive,
                oneDnn.engine(),
                dnnl_forward_inference,
                dnnl_convolution_direct,
                x,
                oneDnn.anyOrder(filterExtents(convolution)),
                new dnnl_memory_desc(),
                y,
                new long[] {window.strideHeight(), window.strideWidth()},
                new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1},
                new long[] {band.top(), window.left()},
                new long[] {band.bottom(), window.right()},
                attributes(oneDnn, post.list(oneDnn, vector, y)));
        if (status != dnnl_success) {
            return Optional.empty();
        }
        oneDnn.onClose(() -> dnnl_primitive_desc_destroy(primitive));
        if (!isGenerated(primitive)) {
            return Optional.empty();
        }
        dnnl_memory_desc order = dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0);
        dnnl_memory_desc scratchpad = dnnl_primitive_desc_query_md(primitive, dnnl_query_scratchpad_md, 0);
        return Optional.of(new BandDescription(primitive, x, y, order, scratchpad, vector, post));
    }

    /** (O, I, Kh, Kw), with groups (groups, O / groups, I / groups, Kh, Kw). */
    static long[] filterExtents(Convolution convolution) {
        Window window = convolution.window();
        int in = convolution.inPerGroup();
        int out = convolution.outPerGroup();
        return convolution.groups() == 1
                ? new long[] {out, in, window.kernelHeight(), window.kernelWidth()}
                : new long[] {convolution.groups(), out, in, window.kernelHeight(), window.kernelWidth()};
    }

    private static dnnl_primitive_attr attributes(OneDnn oneDnn, dnnl_post_ops list) {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        OneDnn.check(dnnl_primitive_attr_create(attributes), "create attributes");
        oneDnn.onClose(() -> dnnl_primitive_attr_destroy(attributes));
        OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, list), "set the steps");
        OneDnn.check(
                dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "set the scratchpad");
        return attributes;
    }

    /** Whether code is generated for it; what else oneDNN has is slow, or made of products that are better made here. */
    private static boolean isGenerated(dnnl_primitive_desc primitive) {
        try (PointerPointer<BytePointer> name = new PointerPointer<>(1)) {
            OneDnn.check(dnnl_primitive_desc_query(primitive, dnnl_query_impl_info_str, 0, name), "name its code");
            String implementation = name.get(BytePointer.class, 0).getString();
            return implementation.startsWith("brg") || implementation.startsWith("jit");
        }
    }
}
