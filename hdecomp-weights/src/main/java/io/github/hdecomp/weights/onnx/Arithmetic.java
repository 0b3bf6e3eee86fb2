package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Sums, differences, products and quotients: of two features, or of a feature and constants, which is an affine map. */
final class Arithmetic {
    private Arithmetic() {}

    /** The numbers of an affine map, each spread over the channels or the whole map. */
    private record Numbers(Spread scale, Spread shift) {}

    static Value sum(Node node, Network network) {
        List<Feature> features = new ArrayList<>();
        List<Constant> constants = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.input(i) instanceof Feature feature) {
                features.add(feature);
            } else {
                constants.add(node.constant(i));
            }
        }
        if (!constants.isEmpty() && (features.size() != 1 || constants.size() != 1)) {
            throw new IllegalArgumentException("a sum of " + features.size() + " values and " + constants.size()
                    + " constants, expected one of each or no constant");
        }
        if (constants.isEmpty()) {
            return add(node.name(), network, features);
        }
        Feature x = features.get(0);
        Spread shift = Spread.of(node, constants.get(0), x);
        return affine(node, network, x, new Numbers(Spread.of(1), shift));
    }

    private static Value add(String name, Network network, List<Feature> summands) {
        Shape dims = summands.get(0).dims();
        for (Feature summand : summands) {
            if (!summand.dims().equals(dims)) {
                throw new IllegalArgumentException("values of shapes " + dims + " and " + summand.dims()
                        + ", which are added only if they are equal");
            }
        }
        return summands.size() == 1
                ? summands.get(0)
                : network.add(name, "Add", summands, List.of(), Attributes.none(), dims);
    }

    static Value difference(Node node, Network network) {
        if (node.input(0) instanceof Feature x) {
            if (node.input(1) instanceof Feature subtracted) {
                Feature negative = affine(
                        node, node.name() + ".negated", network, subtracted, new Numbers(Spread.of(-1), Spread.of(0)));
                return add(node.name(), network, List.of(x, negative));
            }
            Spread shift = Spread.of(node, node.constant(1), x).map(v -> -v);
            return affine(node, network, x, new Numbers(Spread.of(1), shift));
        }
        Feature x = node.feature(1);
        return affine(node, network, x, new Numbers(Spread.of(-1), Spread.of(node, node.constant(0), x)));
    }

    static Value product(Node node, Network network) {
        if (node.input(0) instanceof Feature x && node.input(1) instanceof Feature y) {
            boolean gate = isCell(x) || isCell(y);
            boolean fits = x.dims().equals(y.dims())
                    || (gate
                            && x.dims().rank() == 4
                            && y.dims().rank() == 4
                            && x.map().channels() == y.map().channels());
            if (!fits) {
                throw new IllegalArgumentException("a product of " + x.dims() + " and " + y.dims()
                        + ", expected equal shapes or one with a single cell");
            }
            Shape dims = isCell(x) ? y.dims() : x.dims();
            return network.add(node.name(), "Mul", List.of(x, y), List.of(), Attributes.none(), dims);
        }
        int place = node.input(0) instanceof Feature ? 0 : 1;
        Feature x = node.feature(place);
        Spread scale = Spread.of(node, node.constant(1 - place), x);
        return affine(node, network, x, new Numbers(scale, Spread.of(0)));
    }

    private static boolean isCell(Feature feature) {
        return feature.map().height() * feature.map().width() == 1;
    }

    static Value quotient(Node node, Network network) {
        Feature x = node.feature(0);
        Spread scale = Spread.of(node, node.constant(1), x).map(v -> 1 / v);
        return affine(node, network, x, new Numbers(scale, Spread.of(0)));
    }

    private static Feature affine(Node node, Network network, Feature x, Numbers numbers) {
        return affine(node, node.name(), network, x, numbers);
    }

    private static Feature affine(Node node, String name, Network network, Feature x, Numbers numbers) {
        Shape map = x.map();
        boolean perValue =
                numbers.scale.over().isPerValue() || numbers.shift.over().isPerValue();
        Shape shape = perValue ? map : Shape.of(map.channels());
        List<ParameterSpec> parameters = List.of(
                network.parameter(node, "scale", numbers.scale.tensor(shape)),
                network.parameter(node, "shift", numbers.shift.tensor(shape)));
        return network.add(name, "Affine", List.of(x), parameters, Attributes.none(), x.dims());
    }
}
