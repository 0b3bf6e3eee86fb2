package io.github.hdecomp.nd4j;

import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Nd4jGemm;
import io.github.hdecomp.nd4j.kernel.OpenBlasGemm;
import io.github.hdecomp.nd4j.onednn.OneDnnGemm;
import java.util.Optional;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what multiplies matrices. */
public final class Products {
    private static final Logger LOG = LoggerFactory.getLogger(Products.class);

    private Products() {}

    /**
     * What multiplies.
     *
     * @param name {@code onednn}, {@code openblas} or {@code nd4j}; empty for the fastest that is at hand
     * @return the products
     * @throws IllegalArgumentException if there is no such thing, or it does not run on ND4J's backend here
     * @throws IllegalStateException if ND4J finds no backend; names the artifact to add
     */
    public static Gemm find(Optional<String> name) {
        boolean cpu = isCpu();
        return switch (name.orElse("")) {
            case "" -> cpu ? forCpu() : new Nd4jGemm();
            case "nd4j" -> new Nd4jGemm();
            case "openblas" -> {
                requireCpu(cpu, "openblas");
                yield new OpenBlasGemm();
            }
            case "onednn" -> {
                requireCpu(cpu, "onednn");
                yield oneDnn();
            }
            default ->
                throw new IllegalArgumentException(
                        "model options: products " + name.orElse("") + " is not one of onednn, openblas, nd4j");
        };
    }

    private static boolean isCpu() {
        try {
            return Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
        } catch (ExceptionInInitializerError | NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "ND4J finds no backend: add the artifact io.github.hdecomp:hdecomp-natives (type pom) for the CPU, or"
                            + " hdecomp-natives-cuda",
                    missing);
        }
    }

    private static void requireCpu(boolean cpu, String products) {
        if (!cpu) {
            throw new IllegalArgumentException("model options: products " + products
                    + " need ND4J's CPU backend, and another one is loaded; use nd4j");
        }
    }

    private static Gemm oneDnn() {
        try {
            return new OneDnnGemm();
        } catch (LinkageError absent) {
            throw new IllegalArgumentException(
                    "model options: products onednn need the artifact org.bytedeco:dnnl with the natives of this platform on"
                            + " the class path",
                    absent);
        }
    }

    /** oneDNN where it is on the class path, or OpenBLAS, without which ND4J's CPU backend does not load. */
    private static Gemm forCpu() {
        try {
            return new OneDnnGemm();
        } catch (LinkageError absent) {
            LOG.debug("products by OpenBLAS, since oneDNN does not load: {}", absent.toString());
            return new OpenBlasGemm();
        }
    }
}
