package io.github.hdecomp.weights.onnx;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions, pools and pads: operators with a window that moves over a map. */
final class Windows {
    private Windows() {}

    static Value convolution(Node node, Network network) {
        Feature x = node.map(0);
        Constant weight = node.constant(1);
        Shape w = weight.dims();
        int groups = Math.toIntExact(node.integer("group", 1));
        int channels = x.map().channels();
        boolean fits = w.rank() == 4 && groups >= 1 && w.size() > 0;
        if (!fits || (long) w.extent(1) * groups != channels || w.extent(0) % groups != 0) {
            throw new IllegalArgumentException("input " + x.dims() + " and weight " + w + " in " + groups
                    + " groups do not fit (weights are O, I / groups, Kh, Kw)");
        }
        int[] kernel = node.integers("kernel_shape", w.extent(2), w.extent(3));
        if (kernel[0] != w.extent(2) || kernel[1] != w.extent(3)) {
            throw new IllegalArgumentException("kernel_shape " + Arrays.toString(kernel) + " but weight " + w);
        }
        Geometry window = Geometry.of(node, x.map(), kernel, node.integers("dilations", 1, 1));
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(network.parameter(node, "weight", weight, w));
        Optional<Constant> bias = node.maybeConstant(2);
        if (bias.isPresent()) {
            parameters.add(network.parameter(node, "bias", bias.get(), Shape.of(w.extent(0))));
        }
        Attributes attributes = window.attributes().with("group", groups);
        Shape dims = window.dims(w.extent(0));
        return network.add(node.name(), "Conv", List.of(x), parameters, attributes, dims);
    }

    static Value maxPool(Node node, Network network) {
        Feature x = node.map(0);
        Geometry window = Geometry.of(node, x.map(), kernel(node), node.integers("dilations", 1, 1));
        return network.add(
                node.name(),
                "MaxPool",
                x,
                window.attributes(),
                window.dims(x.map().channels()));
    }

    /** Unlike PyTorch's, ONNX's does not count padding unless it is told to. */
    static Value averagePool(Node node, Network network) {
        Feature x = node.map(0);
        int[] dilations = node.integers("dilations", 1, 1);
        if (dilations[0] != 1 || dilations[1] != 1) {
            throw new IllegalArgumentException("an average over a window with gaps is not supported");
        }
        Geometry window = Geometry.of(node, x.map(), kernel(node), dilations);
        Attributes attributes =
                window.attributes().with("count_include_pad", node.integer("count_include_pad", 0) == 0 ? 0 : 1);
        return network.add(
                node.name(), "AveragePool", x, attributes, window.dims(x.map().channels()));
    }

    private static int[] kernel(Node node) {
        if (!node.has("kernel_shape")) {
            throw new IllegalArgumentException("it has no kernel_shape");
        }
        return node.integers("kernel_shape", 1, 1);
    }

    static Value globalAverage(Node node, Network network) {
        Feature x = node.map(0);
        Shape dims = Feature.dims(x.map().channels(), 1, 1);
        return network.add(node.name(), "GlobalAveragePool", x, Attributes.none(), dims);
    }

    static Value globalMaximum(Node node, Network network) {
        Feature x = node.map(0);
        Attributes window =
                Attributes.none().with("kernel_shape", x.map().height(), x.map().width());
        return network.add(
                node.name(), "MaxPool", x, window, Feature.dims(x.map().channels(), 1, 1));
    }

    /** The mean over all cells is a global pool. */
    static Value reduceMean(Node node, Network network) {
        Feature x = node.feature(0);
        int rank = x.dims().rank();
        long[] axes = node.numbers("axes", 1)
                .map(given -> Arrays.stream(given)
                        .map(axis -> Feature.axis(axis, rank))
                        .sorted()
                        .toArray())
                .orElseThrow(() -> new IllegalArgumentException("a mean over all axes is not supported"));
        boolean cells = rank > 2 && axes.length == rank - 2;
        for (int i = 0; i < axes.length; i++) {
            cells &= axes[i] == i + 2;
        }
        if (!cells) {
            throw new IllegalArgumentException("a mean over axes " + Arrays.toString(axes) + " of " + x.dims()
                    + ", of which only that over all cells is supported");
        }
        int channels = x.map().channels();
        int[] kept = new int[rank];
        Arrays.fill(kept, 1);
        kept[1] = channels;
        Shape dims = node.integer("keepdims", 1) != 0 ? Shape.of(kept) : Shape.of(1, channels);
        return network.add(node.name(), "GlobalAveragePool", x, Attributes.none(), dims);
    }

    /** Zeros or another constant around a map; new channels of zeros as well. */
    static Value pad(Node node, Network network) {
        Feature x = node.map(0);
        String mode = node.text("mode", "constant");
        int[] pads = pads(node);
        double value = node.opset() < 11
                ? node.number("value", 0)
                : node.maybeConstant(2).map(Constant::scalar).orElse(0.0);
        boolean inChannels = pads[1] != 0 || pads[5] != 0;
        boolean inMap = pads[2] != 0 || pads[3] != 0 || pads[6] != 0 || pads[7] != 0;
        boolean negative = Arrays.stream(pads).anyMatch(pad -> pad < 0);
        if (!mode.equals("constant")
                || negative
                || pads[0] != 0
                || pads[4] != 0
                || (inChannels && (inMap || value != 0))) {
            throw new IllegalArgumentException("mode " + mode + ", pads " + Arrays.toString(pads) + " and value "
                    + value + ", of which only constant borders and channels of zeros are supported");
        }
        Shape map = x.map();
        Shape dims = Feature.dims(
                Math.addExact(map.channels(), Math.addExact(pads[1], pads[5])),
                Math.addExact(map.height(), Math.addExact(pads[2], pads[6])),
                Math.addExact(map.width(), Math.addExact(pads[3], pads[7])));
        if (inChannels) {
            Attributes zeros = Attributes.none().with("stride", 1).with("channels", pads[1], pads[5]);
            return network.add(node.name(), "SubsamplePad", x, zeros, dims);
        }
        Attributes border = Attributes.none()
                .with("pads", pads[2], pads[3], pads[6], pads[7])
                .with("value", value);
        return network.add(node.name(), "Pad", x, border, dims);
    }

    /** For all axes, first those in front: newer nodes may name some axes alone. */
    private static int[] pads(Node node) {
        long[] given = node.numbers("pads", 1).orElseThrow(() -> new IllegalArgumentException("it has no pads"));
        Optional<Constant> named = node.maybeConstant(3);
        long[] axes = named.map(constant -> Arrays.stream(constant.values())
                        .mapToLong(v -> (long) v)
                        .toArray())
                .orElse(new long[] {0, 1, 2, 3});
        if (given.length != 2 * axes.length) {
            throw new IllegalArgumentException("pads " + Arrays.toString(given) + " for axes " + Arrays.toString(axes));
        }
        int[] pads = new int[8];
        for (int i = 0; i < axes.length; i++) {
            int axis = Feature.axis(axes[i], 4);
            pads[axis] = Math.toIntExact(given[i]);
            pads[axis + 4] = Math.toIntExact(given[axes.length + i]);
        }
        return pads;
    }
}
