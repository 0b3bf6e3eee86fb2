package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.weights.storage.ComputedTensor;
import io.github.hdecomp.weights.storage.LazyTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Products of vectors and matrices. */
final class Dense {
    private Dense() {}

    /** y = alpha · x W + beta · b, where W may be transposed. */
    static Value gemm(Node node, Network network) {
        if (node.integer("transA", 0) != 0) {
            throw new IllegalArgumentException("its first input is transposed, expected a vector as it is");
        }
        boolean outputsFirst = node.integer("transB", 0) != 0;
        Constant weight = node.constant(1);
        Optional<Constant> bias = node.maybeConstant(2);
        return linear(node, network, weight, outputsFirst, bias, (float) node.number("alpha", 1), (float)
                node.number("beta", 1));
    }

    static Value matMul(Node node, Network network) {
        return linear(node, network, node.constant(1), false, Optional.empty(), 1, 1);
    }

    private static Value linear(
            Node node,
            Network network,
            Constant weight,
            boolean outputsFirst,
            Optional<Constant> bias,
            float alpha,
            float beta) {
        Feature x = node.feature(0);
        if (x.dims().rank() != 2 || weight.dims().rank() != 2) {
            throw new IllegalArgumentException(
                    "a product of " + x.dims() + " and " + weight.dims() + ", expected a vector (1, I) and a matrix");
        }
        int in = weight.dims().extent(outputsFirst ? 1 : 0);
        int out = weight.dims().extent(outputsFirst ? 0 : 1);
        if (x.dims().extent(1) != in || out < 1) {
            throw new IllegalArgumentException("a product of " + x.dims() + " and "
                    + (outputsFirst ? "transposed " : "") + weight.dims() + ", which do not fit");
        }
        List<ParameterSpec> parameters = new ArrayList<>();
        if (outputsFirst && alpha == 1) {
            parameters.add(network.parameter(node, "weight", weight, weight.dims()));
        } else {
            Constant named = Constant.stored(outputsFirst ? weight.tensor() : weight.transposed(), false);
            parameters.add(network.parameter(node, "weight", scaled(named, alpha, Shape.of(out, in))));
        }
        if (bias.isPresent() && bias.get().size() == out && beta == 1) {
            parameters.add(network.parameter(node, "bias", bias.get(), Shape.of(out)));
        } else if (bias.isPresent()) {
            parameters.add(network.parameter(node, "bias", scaled(bias.get(), beta, Shape.of(out))));
        }
        Shape dims = Shape.of(1, out);
        return network.add(node.name(), "Gemm", List.of(x), parameters, Attributes.none(), dims);
    }

    /** The values times a factor; a single one is repeated. */
    private static LazyTensor scaled(Constant values, float factor, Shape shape) {
        if (values.size() != shape.size() && values.size() != 1) {
            throw new IllegalArgumentException(
                    "a constant of shape " + values.dims() + ", which cannot be spread over " + shape);
        }
        if (factor == 1 && values.dims().equals(shape)) {
            return values.tensor();
        }
        ComputedTensor.Values at = values.accessor();
        boolean one = values.size() == 1;
        return new ComputedTensor(shape, index -> factor * at.at(one ? 0 : index));
    }
}
