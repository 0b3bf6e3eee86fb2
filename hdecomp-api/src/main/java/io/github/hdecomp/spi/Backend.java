package io.github.hdecomp.spi;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import java.util.List;
import java.util.ServiceLoader;

/** What turns the description of a network and its weights into something that runs. */
public interface Backend {

    /**
     * What the backend is called.
     *
     * @return a short name
     */
    String name();

    /**
     * Builds a network. The weights are copied into the model, so they may be closed afterwards.
     *
     * @param spec its description
     * @param weights its weights
     * @param options how it runs
     * @return the model; the caller closes it
     * @throws IllegalArgumentException if an operator is not supported (lists all of them), shapes do not fit, labels
     *     are not one per class, the input needs more memory than can be addressed, or a weight is missing, left over,
     *     mis-shaped (lists all of them) or not finite
     * @throws java.io.UncheckedIOException if the weights cannot be read
     */
    Model build(ModelSpec spec, Weights weights, ModelOptions options);

    /**
     * The layers that a network will have, without any weights.
     *
     * @param spec its description
     * @return one entry per node of the graph
     * @throws IllegalArgumentException if an operator is not supported or shapes do not fit
     */
    List<LayerInfo> layers(ModelSpec spec);

    /**
     * The backend on the class path.
     *
     * @return the first that {@link ServiceLoader} finds
     * @throws IllegalStateException if there is none; names the artifact to add
     */
    static Backend find() {
        return ServiceLoader.load(Backend.class)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "no backend is on the class path: add the artifact"
                                        + " io.github.hdecomp:hdecomp-nd4j, and io.github.hdecomp:hdecomp-natives (type pom) for the CPU"));
    }
}
