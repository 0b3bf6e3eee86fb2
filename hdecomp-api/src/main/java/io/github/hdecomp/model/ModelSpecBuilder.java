package io.github.hdecomp.model;

import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the description of a network down layer by layer. Each layer reads the one before it, unless {@link #from}
 * names another; parameters are named as PyTorch does, {@code NAME.weight} and {@code NAME.bias}.
 */
public final class ModelSpecBuilder {
    private final String name;
    private final Shape input;
    private final List<NodeSpec> nodes = new ArrayList<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private List<Tap> stages = List.of();
    private Preprocessing preprocessing;
    private String current = Tap.INPUT.name();

    ModelSpecBuilder(String name, Shape input) {
        this.name = name;
        this.input = input;
        ChannelOrder channels = input.channels() == 1 ? ChannelOrder.GREY : ChannelOrder.RGB;
        this.preprocessing = Preprocessing.unit(channels, input.height(), input.width());
    }

    /**
     * Goes on from a layer other than the last.
     *
     * @param layer its name, or {@code input}
     * @return this
     */
    public ModelSpecBuilder from(String layer) {
        current = layer;
        return this;
    }

    /**
     * The layer that the next one will read.
     *
     * @return its name
     */
    public String current() {
        return current;
    }

    /**
     * A layer of any kind; the next one reads it.
     *
     * @param node the layer
     * @return this
     */
    public ModelSpecBuilder node(NodeSpec node) {
        nodes.add(node);
        current = node.name();
        return this;
    }

    /**
     * A convolution with bias.
     *
     * @param layer its name
     * @param in channels read
     * @param out channels written
     * @param kernel rows and columns of the kernel
     * @param stride in both directions
     * @param padding zeros on all four sides
     * @return this
     */
    public ModelSpecBuilder conv(String layer, int in, int out, int kernel, int stride, int padding) {
        return conv(layer, in, out, square(kernel, stride, padding));
    }

    /**
     * A convolution without bias, as in front of a batch norm.
     *
     * @param layer its name
     * @param in channels read
     * @param out channels written
     * @param kernel rows and columns of the kernel
     * @param stride in both directions
     * @param padding zeros on all four sides
     * @return this
     */
    public ModelSpecBuilder convWithoutBias(String layer, int in, int out, int kernel, int stride, int padding) {
        return conv(layer, in, out, square(kernel, stride, padding).withoutBias());
    }

    private static Filter square(int kernel, int stride, int padding) {
        return Filter.of(kernel, kernel).withStride(stride, stride).withPadding(padding, padding);
    }

    /**
     * A convolution of any geometry.
     *
     * @param layer its name
     * @param in channels read, a multiple of the groups
     * @param out channels written, a multiple of the groups
     * @param filter how its filters lie on the input
     * @return this
     * @throws IllegalArgumentException if channels are not a multiple of the groups
     */
    public ModelSpecBuilder conv(String layer, int in, int out, Filter filter) {
        if (in % filter.groups() != 0 || out % filter.groups() != 0) {
            throw new IllegalArgumentException(name + ": " + layer + ": " + in + " channels in and " + out
                    + " out, expected multiples of its " + filter.groups() + " groups");
        }
        Extent kernel = filter.kernel();
        Shape shape = Shape.of(out, in / filter.groups(), kernel.height(), kernel.width());
        Attributes attributes = window(filter).with("group", filter.groups());
        return node(new NodeSpec(layer, "Conv", List.of(current), learned(layer, shape, filter.bias()), attributes));
    }

    private static List<ParameterSpec> learned(String layer, Shape weight, boolean bias) {
        ParameterSpec factors = new ParameterSpec(layer + ".weight", weight);
        return bias
                ? List.of(factors, new ParameterSpec(layer + ".bias", Shape.of(weight.extent(0))))
                : List.of(factors);
    }

    /**
     * An inference batch norm.
     *
     * @param layer its name
     * @param channels of its input
     * @return this
     */
    public ModelSpecBuilder batchNorm(String layer, int channels) {
        Shape shape = Shape.of(channels);
        List<ParameterSpec> parameters = List.of(
                new ParameterSpec(layer + ".weight", shape),
                new ParameterSpec(layer + ".bias", shape),
                new ParameterSpec(layer + ".running_mean", shape),
                new ParameterSpec(layer + ".running_var", shape));
        return node(new NodeSpec(
                layer,
                "BatchNormalization",
                List.of(current),
                parameters,
                Attributes.none().with("epsilon", 1e-5)));
    }

    /**
     * A fully connected layer with bias.
     *
     * @param layer its name
     * @param in numbers read
     * @param out numbers written
     * @return this
     */
    public ModelSpecBuilder linear(String layer, int in, int out) {
        return linear(layer, in, out, true);
    }

    /**
     * A fully connected layer without bias.
     *
     * @param layer its name
     * @param in numbers read
     * @param out numbers written
     * @return this
     */
    public ModelSpecBuilder linearWithoutBias(String layer, int in, int out) {
        return linear(layer, in, out, false);
    }

    private ModelSpecBuilder linear(String layer, int in, int out, boolean bias) {
        List<ParameterSpec> parameters = learned(layer, Shape.of(out, in), bias);
        return node(new NodeSpec(layer, "Gemm", List.of(current), parameters, Attributes.none()));
    }

    /**
     * max(x, 0).
     *
     * @param layer its name
     * @return this
     */
    public ModelSpecBuilder relu(String layer) {
        return simple(layer, "Relu");
    }

    /**
     * A maximum over windows.
     *
     * @param layer its name
     * @param kernel rows and columns of the window
     * @param stride in both directions
     * @param padding cells of -infinity on all four sides
     * @param ceilMode whether a last window that reaches beyond the border counts
     * @return this
     */
    public ModelSpecBuilder maxPool(String layer, int kernel, int stride, int padding, boolean ceilMode) {
        Attributes attributes = window(kernel, stride, padding).with("ceil_mode", ceilMode ? 1 : 0);
        return node(new NodeSpec(layer, "MaxPool", List.of(current), List.of(), attributes));
    }

    /**
     * A mean over windows that counts padding, PyTorch's default.
     *
     * @param layer its name
     * @param kernel rows and columns of the window
     * @param stride in both directions
     * @param padding zeros on all four sides
     * @return this
     */
    public ModelSpecBuilder avgPool(String layer, int kernel, int stride, int padding) {
        Attributes attributes = window(kernel, stride, padding).with("count_include_pad", 1);
        return node(new NodeSpec(layer, "AveragePool", List.of(current), List.of(), attributes));
    }

    /**
     * A mean over windows chosen such that the output has a given size.
     *
     * @param layer its name
     * @param height rows of the output
     * @param width columns of the output
     * @return this
     */
    public ModelSpecBuilder adaptiveAvgPool(String layer, int height, int width) {
        Attributes attributes = Attributes.none().with("output_size", height, width);
        return node(new NodeSpec(layer, "AdaptiveAveragePool", List.of(current), List.of(), attributes));
    }

    /**
     * The mean of each channel.
     *
     * @param layer its name
     * @return this
     */
    public ModelSpecBuilder globalAvgPool(String layer) {
        return simple(layer, "GlobalAveragePool");
    }

    /**
     * A map as a vector, in the order C, H, W.
     *
     * @param layer its name
     * @return this
     */
    public ModelSpecBuilder flatten(String layer) {
        return simple(layer, "Flatten");
    }

    /**
     * The identity at inference.
     *
     * @param layer its name
     * @return this
     */
    public ModelSpecBuilder dropout(String layer) {
        return simple(layer, "Dropout");
    }

    /**
     * Class probabilities; only as the last layer.
     *
     * @param layer its name
     * @return this
     */
    public ModelSpecBuilder softmax(String layer) {
        return simple(layer, "Softmax");
    }

    /**
     * The sum of two layers.
     *
     * @param layer its name
     * @param other the layer that is added to the current one
     * @return this
     */
    public ModelSpecBuilder add(String layer, String other) {
        return node(new NodeSpec(layer, "Add", List.of(current, other), List.of(), Attributes.none()));
    }

    /**
     * Layers stacked along channels.
     *
     * @param layer its name
     * @param parts the layers in order
     * @return this
     */
    public ModelSpecBuilder concat(String layer, String... parts) {
        return node(new NodeSpec(layer, "Concat", List.of(parts), List.of(), Attributes.none()));
    }

    /**
     * The axes of a map in another order.
     *
     * @param layer its name
     * @param axes which of 0 (channels), 1 (rows), 2 (columns) each axis of the output is
     * @return this
     */
    public ModelSpecBuilder transpose(String layer, int... axes) {
        double[] permutation = Arrays.stream(axes).asDoubleStream().toArray();
        return node(new NodeSpec(
                layer,
                "Transpose",
                List.of(current),
                List.of(),
                Attributes.none().with("perm", permutation)));
    }

    /**
     * A shortcut without parameters of residual networks for CIFAR: some rows and columns, and more channels of zeros.
     *
     * @param layer its name
     * @param stride which rows and columns are kept
     * @param before zero channels in front
     * @param after zero channels behind
     * @return this
     */
    public ModelSpecBuilder subsamplePad(String layer, int stride, int before, int after) {
        Attributes attributes = Attributes.none().with("stride", stride).with("channels", before, after);
        return node(new NodeSpec(layer, "SubsamplePad", List.of(current), List.of(), attributes));
    }

    private ModelSpecBuilder simple(String layer, String operator) {
        return node(new NodeSpec(layer, operator, List.of(current), List.of(), Attributes.none()));
    }

    private static Attributes window(int kernel, int stride, int padding) {
        return window(square(kernel, stride, padding));
    }

    private static Attributes window(Filter filter) {
        Extent padding = filter.padding();
        return Attributes.none()
                .with("kernel_shape", filter.kernel().height(), filter.kernel().width())
                .with("strides", filter.stride().height(), filter.stride().width())
                .with("pads", padding.height(), padding.width(), padding.height(), padding.width())
                .with("dilations", filter.dilation().height(), filter.dilation().width());
    }

    /**
     * A second name for a layer's tap.
     *
     * @param alias the new name
     * @param layer the layer
     * @return this
     */
    public ModelSpecBuilder alias(String alias, String layer) {
        aliases.put(alias, layer);
        return this;
    }

    /**
     * The taps at which a decision is decomposed by default.
     *
     * @param taps lowest first
     * @return this
     */
    public ModelSpecBuilder stages(String... taps) {
        stages = Arrays.stream(taps).map(Tap::of).toList();
        return this;
    }

    /**
     * How a picture becomes an input; without it, a picture's shorter side is resized to the input's, the centre cut out and
     * divided by 255, in grey for inputs of one channel.
     *
     * @param how the preprocessing
     * @return this
     */
    public ModelSpecBuilder preprocessing(Preprocessing how) {
        preprocessing = how;
        return this;
    }

    /**
     * The description.
     *
     * @return the network, its last layer the output
     * @throws IllegalArgumentException if the graph is not well formed
     */
    public ModelSpec build() {
        return new ModelSpec(name, input, nodes, aliases, stages, preprocessing, List.of());
    }
}
