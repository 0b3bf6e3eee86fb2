package io.github.hdecomp.nd4j;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.graph.Network;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Nd4jGemm;
import io.github.hdecomp.nd4j.kernel.OpenBlasGemm;
import io.github.hdecomp.nd4j.onednn.OneDnnConvolution;
import io.github.hdecomp.nd4j.onednn.OneDnnGemm;
import io.github.hdecomp.spi.Backend;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs networks on ND4J: on its CPU backend by oneDNN where it is on the class path and by OpenBLAS otherwise, elsewhere with
 * ND4J's own products.
 */
public final class Nd4jBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Nd4jBackend.class);

    /** The backend; creating it starts nothing. */
    public Nd4jBackend() {}

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Model build(ModelSpec spec, Weights weights, ModelOptions options) {
        Topology topology = new Topology(spec);
        topology.checkLabels();
        spec.check(weights);
        Gemm gemm = gemm(options.products());
        Optional<Engines.Generator> generator =
                gemm instanceof OneDnnGemm ? Optional.of(OneDnnConvolution::of) : Optional.empty();
        Engines engines = new Engines(generator, options.convolution());
        LOG.debug("building {} with products by {} on {} threads", spec.name(), gemm.name(), options.threads());
        Network network = gemm.within(() -> Network.load(topology, weights, options.threads(), gemm, engines));
        try {
            return new Nd4jModel(network);
        } catch (RuntimeException | Error failed) {
            network.close();
            throw failed;
        }
    }

    private static Gemm gemm(Optional<String> name) {
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

    @Override
    public List<LayerInfo> layers(ModelSpec spec) {
        return LayerInfos.of(new Topology(spec), layer -> "");
    }
}
