package io.github.hdecomp.nd4j.train.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.nd4j.layer.LayerPlan;
import io.github.hdecomp.tensor.Shape;

/** The layers of a network that is trained, by operator. */
public final class TrainingLayers {
    private TrainingLayers() {}

    /**
     * Makes a layer.
     *
     * @param node its description
     * @param plan its geometry, which has been checked
     * @param input the shape of its first input
     * @param parameters its parameters
     * @return the layer; where none of its parameters may change, the one that inference uses
     * @throws IllegalArgumentException if another layer reads one of its parameters, too
     */
    public static TrainingLayer of(NodeSpec node, LayerPlan plan, Shape input, Parameters parameters) {
        if (parameters.isFrozen(node)) {
            return new FixedLayer(node.operator(), plan.load(parameters.source()));
        }
        return switch (node.operator()) {
            case "Conv" -> TrainingConvolution.of(node, input, parameters);
            case "Gemm" -> TrainingConvolution.linear(node, parameters);
            case "BatchNormalization" -> new TrainingBatchNorm(node, input, parameters);
            default ->
                throw new IllegalArgumentException(node.name() + ": the parameters of operator " + node.operator()
                        + " cannot be trained; freeze them");
        };
    }
}
