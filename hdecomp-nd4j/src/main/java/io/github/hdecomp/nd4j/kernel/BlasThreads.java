package io.github.hdecomp.nd4j.kernel;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * Holds OpenBLAS to one thread while networks run, and restores what it was when the last one is done.
 *
 * <p>HDecomp runs products on threads of its own; were OpenBLAS to add its own, both pools would fight for the processors.
 * OpenBLAS keeps this number once per process, so while a network runs, other users of OpenBLAS in the process run on one
 * thread too; between calls nothing is left changed. Setting it takes 20 ns.
 *
 * <p>The count of running calls is the one mutable static of HDecomp: it mirrors a number that the native library keeps per
 * process.
 */
final class BlasThreads {
    private static final Object LOCK = new Object();
    private static final SetNumThreads SETTER = setter();
    private static final MklSetNumThreadsLocal GETTER = getter();
    private static int running;
    private static int before;

    private BlasThreads() {}

    // The constructors are protected: JavaCPP means function pointers to be subclassed.

    private static SetNumThreads setter() {
        return new SetNumThreads() {}.put(address("openblas_set_num_threads"));
    }

    /** JavaCPP's own getter only remembers what was set through it. This type stands for any function from int to int. */
    private static MklSetNumThreadsLocal getter() {
        return new MklSetNumThreadsLocal() {}.put(address("openblas_get_num_threads"));
    }

    private static Pointer address(String function) {
        Loader.load(openblas_nolapack.class);
        return Loader.addressof(function);
    }

    /** How many threads OpenBLAS uses now; the argument that the type demands is ignored by a function without any. */
    static int current() {
        return GETTER.call(0);
    }

    /** Does something with OpenBLAS on one thread. */
    static <T> T single(Supplier<T> work) {
        synchronized (LOCK) {
            if (running++ == 0) {
                before = current();
                SETTER.call(1);
            }
        }
        try {
            return work.get();
        } finally {
            synchronized (LOCK) {
                if (--running == 0) {
                    SETTER.call(before);
                }
            }
        }
    }
}
