package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What one execution of a primitive reads and writes. One thread uses it at a time. */
final class Arguments {
    private final dnnl_stream stream = new dnnl_stream();
    private final dnnl_exec_arg_t arguments;
    private final List<dnnl_memory> open = new ArrayList<>();
    private final int count;

    /**
     * An argument.
     *
     * @param role oneDNN's number for what it is
     * @param description its shape
     * @param data where it lies, null if that is given at each execution
     */
    record Argument(
            int role,
            dnnl_memory_desc description,
            @Nullable Pointer data) {}

    Arguments(OneDnn oneDnn, List<Argument> list) {
        OneDnn.check(dnnl_stream_create(stream, oneDnn.engine(), dnnl_stream_default_flags), "create a stream");
        oneDnn.onClose(() -> dnnl_stream_destroy(stream));
        this.count = list.size();
        this.arguments = new dnnl_exec_arg_t(count);
        oneDnn.onClose(arguments::deallocate);
        for (int i = 0; i < count; i++) {
            Argument argument = list.get(i);
            dnnl_memory memory = new dnnl_memory();
            Pointer data = argument.data() == null ? new Pointer() : argument.data();
            OneDnn.check(
                    dnnl_memory_create(memory, argument.description(), oneDnn.engine(), data), "describe an argument");
            oneDnn.onClose(() -> dnnl_memory_destroy(memory));
            arguments.position(i).arg(argument.role()).memory(memory);
            if (argument.data() == null) {
                open.add(memory);
            }
        }
        arguments.position(0);
    }

    /** Executes with the data of the arguments that were left open, in their order; more data than that is not read. */
    void execute(dnnl_primitive primitive, Pointer... data) {
        for (int i = 0; i < open.size(); i++) {
            OneDnn.check(dnnl_memory_set_data_handle(open.get(i), data[i]), "point to an argument");
        }
        OneDnn.check(dnnl_primitive_execute(primitive, stream, count, arguments), "convolve");
    }
}
