package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;

import io.github.hdecomp.nd4j.kernel.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The code that oneDNN generated for bands of one shape. Threads may execute it at the same time, each with {@link Arguments}
 * of its own; these are kept for the next execution.
 */
final class BandKernel {
    private static final int ALIGNMENT = 64;

    private final OneDnn oneDnn;
    private final BandDescription description;
    private final Pointer weights;
    private final PostOps.Operands operands;
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final ConcurrentLinkedQueue<Arguments> idle = new ConcurrentLinkedQueue<>();

    BandKernel(OneDnn oneDnn, BandDescription description, Pointer weights, PostOps.Operands operands) {
        this.oneDnn = oneDnn;
        this.description = description;
        this.weights = weights;
        this.operands = operands;
        OneDnn.check(dnnl_primitive_create(primitive, description.primitive()), "generate a convolution");
        oneDnn.onClose(() -> dnnl_primitive_destroy(primitive));
    }

    /**
     * Convolves a band.
     *
     * @param scratch the thread's own; its native part is used from a place on
     * @param from that place
     * @param x the input
     * @param y the output
     * @param residual read if the description has one
     */
    void execute(Scratch scratch, int from, Pointer x, Pointer y, Pointer residual) {
        long unaligned = scratch.block().address(scratch.at() + from).address() % ALIGNMENT;
        int skip = (int) (ALIGNMENT - unaligned) / Float.BYTES;
        FloatPointer scratchpad = scratch.block().address(scratch.at() + from + skip);
        Arguments free = idle.poll();
        Arguments arguments = free == null ? arguments() : free;
        arguments.execute(primitive, x, y, scratchpad, residual);
        idle.add(arguments);
    }

    /** The native working space that a thread needs to execute what is described. */
    static int scratch(BandDescription description) {
        long bytes = dnnl_memory_desc_get_size(description.scratchpad()) + ALIGNMENT;
        return Math.toIntExact(bytes / Float.BYTES + 1);
    }

    private Arguments arguments() {
        synchronized (oneDnn) {
            return new Arguments(oneDnn, list());
        }
    }

    private List<Arguments.Argument> list() {
        PostOps post = description.post();
        List<Arguments.Argument> list = new ArrayList<>();
        list.add(new Arguments.Argument(DNNL_ARG_SRC, description.x(), null));
        list.add(new Arguments.Argument(DNNL_ARG_DST, description.y(), null));
        list.add(new Arguments.Argument(DNNL_ARG_WEIGHTS, description.weights(), weights));
        list.add(new Arguments.Argument(DNNL_ARG_SCRATCHPAD, description.scratchpad(), null));
        int operation = 0;
        if (post.scaled()) {
            list.add(new Arguments.Argument(postOperand(operation++), description.vector(), operands.scale()));
        }
        if (post.shifted()) {
            list.add(new Arguments.Argument(postOperand(operation++), description.vector(), operands.shift()));
        }
        if (post.residual()) {
            list.add(new Arguments.Argument(postOperand(operation++), description.y(), null));
        }
        if (post.relu()) {
            int role = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (operation + 1) | DNNL_ARG_WEIGHTS;
            list.add(new Arguments.Argument(role, oneDnn.map(1, 1, 1), operands.slope()));
        }
        return list;
    }

    private static int postOperand(int operation) {
        return DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (operation + 1) | DNNL_ARG_SRC_1;
    }
}
