package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_prelu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;

import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.javacpp.Pointer;

/**
 * The steps of an {@link Epilogue} that oneDNN takes itself, in this order.
 *
 * @param scaled y · scale
 * @param shifted y + shift
 * @param residual y + residual
 * @param relu max(y, 0), as y > 0 ? y : 0 · y: oneDNN's own ReLU turns NaN into 0 and so hides an overflow
 */
record PostOps(boolean scaled, boolean shifted, boolean residual, boolean relu) {

    private static final int ONE_SLOPE = 0;

    static final PostOps NONE = new PostOps(false, false, false, false);

    static PostOps of(Epilogue epilogue) {
        return new PostOps(epilogue.isScaled(), true, epilogue.hasResidual(), epilogue.hasRelu());
    }

    /**
     * What the steps read besides the residual.
     *
     * @param scale one number per channel
     * @param shift one number per channel
     * @param slope 0, what a ReLU multiplies negative values by
     */
    record Operands(Pointer scale, Pointer shift, Pointer slope) {
        static final Operands NONE = new Operands(new Pointer(), new Pointer(), new Pointer());

        static Operands of(Epilogue epilogue, NativeMemory memory) {
            float[] scale = epilogue.scale();
            NativeFloats values = memory.allocate(2 * scale.length + 1);
            values.host().put(0, scale);
            values.host().put(scale.length, epilogue.shift());
            values.host().put(2 * scale.length, 0f);
            return new Operands(values.address(0), values.address(scale.length), values.address(2 * scale.length));
        }
    }

    /** oneDNN's list of these steps. */
    dnnl_post_ops list(OneDnn oneDnn, dnnl_memory_desc vector, dnnl_memory_desc y) {
        dnnl_post_ops list = new dnnl_post_ops();
        OneDnn.check(dnnl_post_ops_create(list), "list steps");
        oneDnn.onClose(() -> dnnl_post_ops_destroy(list));
        if (scaled) {
            OneDnn.check(dnnl_post_ops_append_binary(list, dnnl_binary_mul, vector), "append a scale");
        }
        if (shifted) {
            OneDnn.check(dnnl_post_ops_append_binary(list, dnnl_binary_add, vector), "append a shift");
        }
        if (residual) {
            OneDnn.check(dnnl_post_ops_append_binary(list, dnnl_binary_add, y), "append a residual");
        }
        if (relu) {
            OneDnn.check(dnnl_post_ops_append_prelu(list, ONE_SLOPE), "append a ReLU");
        }
        return list;
    }
}
