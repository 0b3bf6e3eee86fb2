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
import io.github.hdecomp.nd4j.onednn.OneDnnConvolution;
import io.github.hdecomp.nd4j.onednn.OneDnnGemm;
import io.github.hdecomp.spi.Backend;
import java.util.List;
import java.util.Optional;
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
        Gemm gemm = Products.find(options.products());
        Engines engines = gemm instanceof OneDnnGemm
                ? new Engines(Optional.of(OneDnnConvolution::of), options.convolution(), OneDnnConvolution.rates())
                : new Engines(Optional.empty(), options.convolution());
        LOG.debug("building {} with products by {} on {} threads", spec.name(), gemm.name(), options.threads());
        Network network = gemm.within(() -> Network.load(topology, weights, options.threads(), gemm, engines));
        try {
            return new Nd4jModel(network);
        } catch (RuntimeException | Error failed) {
            network.close();
            throw failed;
        }
    }

    @Override
    public List<LayerInfo> layers(ModelSpec spec) {
        return LayerInfos.of(new Topology(spec), layer -> "");
    }
}
