package io.github.hdecomp.benchmarks.cost;

import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import java.util.Set;

/**
 * Counts a forward pass: the multiply-adds of convolutions and linear layers by their definition; every weight once, and the
 * output of every convolution, linear layer and pool written once and read once. What can be fused into these counts nothing.
 */
public final class ForwardCost {
    private static final Set<String> PRODUCTS = Set.of("Conv", "Gemm");
    private static final Set<String> POOLS =
            Set.of("MaxPool", "AveragePool", "AdaptiveAveragePool", "GlobalAveragePool");

    private ForwardCost() {}

    /**
     * The cost of a batch.
     *
     * @param model a network
     * @param images how many
     * @return what one pass over all of them cannot do without
     */
    public static Cost of(Model model, int images) {
        double multiplyAdds = 0;
        double weights = 0;
        double maps = model.spec().input().size();
        for (NodeSpec node : model.spec().nodes()) {
            LayerInfo layer = model.layer(Tap.of(node.name()));
            weights += layer.parameters();
            if (PRODUCTS.contains(node.operator())) {
                Shape filters = node.parameters().get(0).shape();
                multiplyAdds += (double) filters.size()
                        * layer.output().height()
                        * layer.output().width();
            }
            if (PRODUCTS.contains(node.operator()) || POOLS.contains(node.operator())) {
                maps += 2.0 * layer.output().size();
            }
        }
        return new Cost(images * multiplyAdds, Float.BYTES * (weights + images * maps));
    }
}
