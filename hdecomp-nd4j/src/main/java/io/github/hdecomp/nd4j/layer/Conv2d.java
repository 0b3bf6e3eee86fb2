package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.nd4j.kernel.ChannelSums;
import io.github.hdecomp.nd4j.kernel.Convolution;
import io.github.hdecomp.nd4j.kernel.ConvolutionEngine;
import io.github.hdecomp.nd4j.kernel.ConvolutionMap;
import io.github.hdecomp.nd4j.kernel.ConvolutionPullBack;
import io.github.hdecomp.nd4j.kernel.ConvolutionWeights;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.kernel.Epilogue;
import io.github.hdecomp.nd4j.kernel.FilterGradient;
import io.github.hdecomp.nd4j.kernel.Filters;
import io.github.hdecomp.nd4j.kernel.LinearMap;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.PartProduct;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.ProductConvolution;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.WeightParts;
import io.github.hdecomp.nd4j.kernel.Window;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.relevance.WeightPart;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * y[o, p, q] = b[o] + Σ over i, u, v of w[o, i, u, v] · x[i, p · stride - pad + u · dilation, q · …], zeros outside the map;
 * with groups, i runs over the input channels of o's group only.
 *
 * <p>Pull-back: dx[i, h, w] receives w[o, i, u, v] · dy[o, p, q] wherever the window of (p, q) has cell (u, v) at (h, w).
 *
 * <p>Pull-back to the parameters: dw[o, i, u, v] = Σ over p, q of dy[o, p, q] · x[i, …], db[o] = Σ over p, q of dy[o, p, q].
 */
final class Conv2d implements Fusable, Parametric {
    private final Plan plan;
    private final ConvolutionWeights weights;
    private final Convolution convolution;
    private final ConvolutionEngine engine;
    private final ConvolutionPullBack pullBack;
    private final Engines engines;
    private final Epilogue epilogue;
    private final NativeMemory memory;
    private final Map<Key, LinearMap> parts = new ConcurrentHashMap<>();

    /** Convolutions by a part of the weights, of which there are few. */
    private record Key(WeightPart part, boolean scaled) {}

    private Conv2d(Plan plan, ConvolutionWeights weights, float[] bias, ParameterSource source) {
        this.plan = plan;
        this.weights = weights;
        this.convolution = weights.convolution();
        this.engine = source.engines().choose(weights, plan.input, source.memory());
        this.engines = source.engines();
        this.pullBack = engines.pullBack(weights, plan.input, source.memory());
        this.epilogue = Epilogue.bias(bias);
        this.memory = source.memory();
    }

    /** The layer before its weights: w of shape (O, I / groups, Kh, Kw) and, if there is one, b of shape (O). */
    record Plan(NodeSpec node, Shape input, Window window, int groups) implements LayerPlan {

        static Plan of(NodeSpec node, Shape input) {
            Checks.parameters(node, 1, 2, "a weight and perhaps a bias");
            Shape w = node.parameters().get(0).shape();
            if (w.rank() != 4) {
                throw new IllegalArgumentException("weight has shape " + w + ", expected (O, I / groups, Kh, Kw)");
            }
            Window window = Window.of(node.attributes().with("kernel_shape", w.extent(2), w.extent(3)));
            Plan plan = new Plan(node, input, window, node.attributes().integer("group", 1));
            if (plan.groups < 1 || w.extent(0) % plan.groups != 0 || w.extent(1) * plan.groups != input.channels()) {
                throw new IllegalArgumentException("input has " + input.channels() + " channels but weight " + w
                        + " in " + plan.groups + " groups wants " + w.extent(1) * plan.groups
                        + " (weights are O, I / groups, Kh, Kw)");
            }
            if (node.parameters().size() == 2) {
                Checks.shape(node.parameters().get(1), Shape.of(w.extent(0)));
            }
            Checks.fits(input, window.outputHeight(input.height()), window.outputWidth(input.width()), window);
            return plan;
        }

        private int channels() {
            return node.parameters().get(0).shape().extent(0);
        }

        @Override
        public Shape output() {
            return Shape.of(channels(), window.outputHeight(input.height()), window.outputWidth(input.width()));
        }

        @Override
        public Region inputRegion(int ignored, Region region) {
            return window.inputRegion(region);
        }

        @Override
        public Layer load(ParameterSource source) {
            ParameterSpec w = node.parameters().get(0);
            NativeFloats data = source.memory().allocate(w.shape().size());
            int read = w.shape().extent(1);
            int filter = read * window.taps();
            source.read(w, filter, (o, values) -> data.host().put(o * filter, channelsLast(values, read)));
            float[] bias = node.parameters().size() == 2
                    ? source.vector(node.parameters().get(1))
                    : new float[channels()];
            return new Conv2d(
                    this,
                    new ConvolutionWeights(new Convolution(input.channels(), channels(), groups, window), data),
                    bias,
                    source);
        }
    }

    /** (I, Kh · Kw) to (Kh · Kw, I). */
    private static float[] channelsLast(float[] filter, int channels) {
        int taps = filter.length / channels;
        float[] moved = new float[filter.length];
        for (int i = 0; i < channels; i++) {
            for (int tap = 0; tap < taps; tap++) {
                moved[tap * channels + i] = filter[i * taps + tap];
            }
        }
        return moved;
    }

    @Override
    public Shape output() {
        return plan.output();
    }

    @Override
    public Region inputRegion(int input, Region region) {
        return plan.inputRegion(input, region);
    }

    @Override
    public Filters filters() {
        return pullBack.filters();
    }

    @Override
    public LinearMap product() {
        return new ConvolutionMap(engine, pullBack);
    }

    @Override
    public LinearMap product(WeightPart part, float[] scale) {
        boolean scaled = false;
        for (float factor : scale) {
            scaled |= factor != 1f;
        }
        return parts.computeIfAbsent(new Key(part, scaled), key -> part(part, scale));
    }

    /**
     * Its forward products are plain ones: what they add up is often of one sign, and keeps its relative precision then, which
     * minimal filtering would lose wherever values are small.
     */
    private LinearMap part(WeightPart part, float[] scale) {
        ConvolutionWeights taken = WeightParts.of(filters(), part, scale, memory);
        try {
            return new ConvolutionMap(
                    new ProductConvolution(taken, memory), engines.pullBack(taken, plan.input, memory));
        } finally {
            memory.free(taken.data());
        }
    }

    @Override
    public String engine() {
        return engine.name();
    }

    @Override
    public int scratch() {
        int passes = Math.max(engine.scratch(), pullBack.scratch());
        int products = Math.max(PartProduct.scratch(convolution), ProductConvolution.scratch(convolution));
        return Math.max(passes, Math.max(FilterGradient.scratch(convolution), products));
    }

    @Override
    public int shared() {
        return Math.max(engine.shared(), pullBack.shared());
    }

    @Override
    public void prepare(Epilogue fused) {
        engine.prepare(fused);
        memory.free(weights.data());
    }

    @Override
    public Epilogue epilogue() {
        return epilogue;
    }

    @Override
    public void forward(Maps x, Maps y, Epilogue fused, @Nullable Maps residual, Run run) {
        engine.forward(x, y, fused, residual, run);
    }

    @Override
    public boolean suits(int count, Region region) {
        return engine.suits(count, region);
    }

    @Override
    public void forward(Part x, Part y, Epilogue fused, @Nullable Maps residual, Run run) {
        engine.forward(x, y, fused, residual, run);
    }

    @Override
    public void forward(List<Maps> x, Maps y, Region region, Run run) {
        Region read = inputRegion(0, region).clip(plan.input.height(), plan.input.width());
        PartProduct.multiply(new Part(x.get(0), read), new Part(y, region), filters(), run);
        epilogue.applyToAll(y, run);
    }

    @Override
    public void pullBack(int input, Patches dy, Patches dx, PullBackContext context) {
        pullBack.apply(dy, dx, context.run());
    }

    @Override
    public void pullBackFirst(int input, Patches dy, Patches dx, PullBackContext context) {
        pullBack.applyFirst(dy, dx, context.run());
    }

    @Override
    public List<Tensor> pullBackToParameters(Maps x, Maps dy, Run run) {
        List<ParameterSpec> parameters = plan.node.parameters();
        List<Tensor> result = new ArrayList<>();
        NativeFloats dw = memory.allocate(convolution.out() * convolution.filterSize());
        try {
            FilterGradient.compute(convolution, x, dy, dw, run);
            float[] values = new float[dw.length()];
            int filter = convolution.filterSize();
            float[] one = new float[filter];
            for (int o = 0; o < convolution.out(); o++) {
                dw.host().get(o * filter, one);
                // Channels last to channels first is the same exchange with the roles swapped.
                System.arraycopy(channelsLast(one, convolution.window().taps()), 0, values, o * filter, filter);
            }
            result.add(Tensor.adopt(parameters.get(0).shape(), values));
        } finally {
            memory.free(dw);
        }
        if (parameters.size() == 2) {
            result.add(Tensor.adopt(parameters.get(1).shape(), ChannelSums.of(dy)));
        }
        return result;
    }
}
