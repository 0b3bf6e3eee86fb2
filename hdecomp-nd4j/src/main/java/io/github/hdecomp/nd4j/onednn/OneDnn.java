package io.github.hdecomp.nd4j.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** oneDNN's engine for the CPU, with whatever descriptions were made on it; closing it frees them. */
final class OneDnn implements AutoCloseable {
    private final dnnl_engine engine = new dnnl_engine();
    private final Deque<Runnable> release = new ArrayDeque<>();

    OneDnn() {
        check(dnnl_engine_create(engine, dnnl_cpu, 0), "create an engine");
        release.push(() -> dnnl_engine_destroy(engine));
    }

    dnnl_engine engine() {
        return engine;
    }

    /** Remembers how something is freed; what came last is freed first. */
    void onClose(Runnable free) {
        release.push(free);
    }

    /** Float32 values in an order of oneDNN's choice. */
    dnnl_memory_desc anyOrder(long... extents) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        check(
                dnnl_memory_desc_create_with_tag(description, extents.length, extents, dnnl_f32, dnnl_format_tag_any),
                "describe a tensor");
        return owned(description);
    }

    /** Float32 values with given distances between neighbours. */
    dnnl_memory_desc strided(long[] extents, long[] strides) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        check(
                dnnl_memory_desc_create_with_strides(description, extents.length, extents, dnnl_f32, strides),
                "describe a tensor");
        return owned(description);
    }

    /** One map, channels last. */
    dnnl_memory_desc map(long channels, long height, long width) {
        return strided(
                new long[] {1, channels, height, width},
                new long[] {height * width * channels, 1, width * channels, channels});
    }

    private dnnl_memory_desc owned(dnnl_memory_desc description) {
        onClose(() -> dnnl_memory_desc_destroy(description));
        return description;
    }

    static void check(int status, String what) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN could not " + what + ": status " + status);
        }
    }

    @Override
    public void close() {
        while (!release.isEmpty()) {
            release.pop().run();
        }
    }
}
