package io.github.hdecomp.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.nd4j.layer.Naive;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every convolution engine must compute: the loops of the definition, with epilogue and residual, for several images,
 * and the transpose of that for patches and for whole maps; the same bits whatever the number of threads.
 */
public abstract class ConvolutionEngineContract {

    /** The engine under test. */
    protected abstract ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory);

    /** The relative error that the engine may make per summand. */
    protected abstract double tolerance();

    /** What multiplies. */
    protected Gemm gemm() {
        return new OpenBlasGemm();
    }

    /** One convolution with random weights and inputs, as numbers and in native memory. */
    private final class Bench implements AutoCloseable {
        final NativeMemory memory = new NativeMemory();
        final Shape in;
        final Shape out;
        final int images;
        final Shape w;
        final double[] weights;
        final double[] bias;
        final List<double[]> x = new ArrayList<>();
        final List<double[]> residual = new ArrayList<>();
        final Naive.Geometry geometry;
        final ConvolutionEngine engine;

        Bench(int channels, int outputs, int height, int width, int padding, int images, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            this.geometry = new Naive.Geometry(3, 3, 1, 1, padding, padding, padding, padding, 1, 1);
            this.in = Shape.of(channels, height, width);
            this.out = Shape.of(outputs, height + 2 * padding - 2, width + 2 * padding - 2);
            this.images = images;
            this.w = Shape.of(outputs, channels, 3, 3);
            this.weights = random(w.size(), random);
            this.bias = random(outputs, random);
            for (int i = 0; i < images; i++) {
                x.add(random(in.size(), random));
                residual.add(random(out.size(), random));
            }
            NativeFloats data = memory.allocate(w.size());
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < channels; i++) {
                    for (int tap = 0; tap < 9; tap++) {
                        data.host().put((o * 9 + tap) * channels + i, (float) weights[(o * channels + i) * 9 + tap]);
                    }
                }
            }
            Window window = Window.of(
                    Attributes.none().with("kernel_shape", 3, 3).with("pads", padding, padding, padding, padding));
            this.engine = gemm().within(() ->
                    engine(new ConvolutionWeights(new Convolution(channels, outputs, 1, window), data), in, memory));
        }

        private double[] random(int size, SplittableRandom random) {
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            return values;
        }

        private float[] floats(double[] values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        }

        Maps maps(Shape shape, List<double[]> values) {
            NativeFloats data = memory.allocate(values.size() * shape.size());
            Maps maps = new Maps(data, 0, values.size(), shape.height(), shape.width(), shape.channels());
            for (int n = 0; n < values.size(); n++) {
                for (int c = 0; c < shape.channels(); c++) {
                    for (int y = 0; y < shape.height(); y++) {
                        for (int column = 0; column < shape.width(); column++) {
                            float value = (float) values.get(n)[Naive.at(shape, c, y, column)];
                            data.host().put(maps.index(n, y, column) + c, value);
                        }
                    }
                }
            }
            return maps;
        }

        float[] values(Maps maps) {
            float[] values = new float[maps.size()];
            maps.data().host().get(maps.at(), values);
            return values;
        }

        Maps forward(int threads, boolean fused) {
            Maps y = maps(out, zeros(out));
            Epilogue epilogue = Epilogue.bias(floats(bias));
            if (fused) {
                float[] two = new float[bias.length];
                Arrays.fill(two, 2f);
                epilogue = epilogue.thenAffine(two, two).thenResidual().thenRelu();
            }
            Maps addend = fused ? maps(out, residual) : null;
            Epilogue finished = epilogue;
            run(threads, run -> engine.forward(maps(in, x), y, finished, addend, run));
            return y;
        }

        private List<double[]> zeros(Shape shape) {
            List<double[]> zeros = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                zeros.add(new double[shape.size()]);
            }
            return zeros;
        }

        void run(int threads, Consumer<Run> body) {
            Gemm gemm = gemm();
            int length = Math.max(engine.scratch(), 1);
            NativeFloats scratch = memory.allocate(threads * length);
            List<Scratch> spaces = new ArrayList<>();
            for (int slot = 0; slot < threads; slot++) {
                spaces.add(new Scratch(scratch, slot * length, length));
            }
            try (Workers workers = new Workers(threads, gemm::prepareThread)) {
                gemm.within(() -> {
                    body.accept(new Run(workers, gemm, spaces, memory.allocate(engine.shared())));
                    return true;
                });
            }
        }

        double[] naive(int image) {
            return Naive.convolution(x.get(image), in, weights, w, bias, geometry, 1, out);
        }

        double scale() {
            return tolerance() * 9 * in.channels();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    @Property(tries = 60)
    void forward(
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(min = 3, max = 14) int height,
            @ForAll @IntRange(min = 3, max = 14) int width,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 3) int images,
            @ForAll boolean fused,
            @ForAll long seed) {
        try (Bench bench = new Bench(channels, outputs, height, width, padding, images, seed)) {
            checkForward(bench, fused);
        }
    }

    private void checkForward(Bench bench, boolean fused) {
        Maps y = bench.forward(2, fused);
        for (int n = 0; n < bench.images; n++) {
            double[] expected = bench.naive(n);
            for (int c = 0; c < bench.out.channels(); c++) {
                for (int row = 0; row < bench.out.height(); row++) {
                    for (int column = 0; column < bench.out.width(); column++) {
                        int at = Naive.at(bench.out, c, row, column);
                        double value = expected[at];
                        if (fused) {
                            value = Math.max(2 * value + 2 + bench.residual.get(n)[at], 0);
                        }
                        assertThat((double) y.data().host().get(y.index(n, row, column) + c))
                                .isCloseTo(value, offset(2 * bench.scale() + 1e-6));
                    }
                }
            }
        }
    }

    /** More weights than output. */
    @Test
    void forward_heavyWeights() {
        try (Bench bench = new Bench(130, 128, 7, 6, 1, 2, 11)) {
            checkForward(bench, true);
        }
    }

    /** Wide enough for several blocks, segments and steps. */
    @ParameterizedTest
    @ValueSource(ints = {20, 70, 150})
    void forward_manyChannels(int channels) {
        try (Bench bench = new Bench(channels, channels + 3, 19, 21, 1, 2, channels)) {
            checkForward(bench, true);
        }
    }

    @Test
    void forward_manyTiles() {
        try (Bench bench = new Bench(3, 2, 70, 95, 1, 1, 5)) {
            checkForward(bench, false);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 150})
    void threadsDoNotChangeTheResult(int channels) {
        try (Bench bench = new Bench(channels, channels, 17, 18, 1, 2, 3)) {
            float[] one = bench.values(bench.forward(1, true));
            assertThat(bench.values(bench.forward(2, true))).isEqualTo(one);
            assertThat(bench.values(bench.forward(5, true))).isEqualTo(one);
        }
    }

    /** Whole maps: ⟨w * x, dy⟩ = ⟨x, wᵀ dy⟩, and against the loops of the transpose. */
    @Property(tries = 40)
    void pullBack(
            @ForAll @IntRange(min = 1, max = 6) int channels,
            @ForAll @IntRange(min = 1, max = 6) int outputs,
            @ForAll @IntRange(min = 3, max = 14) int height,
            @ForAll @IntRange(min = 3, max = 14) int width,
            @ForAll @IntRange(min = 0, max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 2) int images,
            @ForAll long seed) {
        try (Bench bench = new Bench(channels, outputs, height, width, padding, images, seed)) {
            checkPullBack(bench);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 70, 150})
    void pullBack_manyChannels(int channels) {
        try (Bench bench = new Bench(channels, channels + 3, 19, 21, 1, 1, channels)) {
            checkPullBack(bench);
        }
    }

    private void checkPullBack(Bench bench) {
        Shape in = bench.in;
        Shape out = bench.out;
        Patches dy =
                new Patches(Placement.whole(bench.images, out.height(), out.width()), bench.maps(out, bench.residual));
        // Cotangents are added to what is there.
        Patches dx = new Patches(Placement.whole(bench.images, in.height(), in.width()), bench.maps(in, bench.x));
        bench.run(2, run -> bench.engine.pullBack(dy, dx, run));
        for (int n = 0; n < bench.images; n++) {
            double[] expected = bench.x.get(n).clone();
            transpose(bench, bench.residual.get(n), expected);
            for (int c = 0; c < in.channels(); c++) {
                for (int y = 0; y < in.height(); y++) {
                    for (int x = 0; x < in.width(); x++) {
                        assertThat((double) dx.values()
                                        .data()
                                        .host()
                                        .get(dx.values().index(n, y, x) + c))
                                .isCloseTo(
                                        expected[Naive.at(in, c, y, x)],
                                        offset(tolerance() * 9 * out.channels() + 1e-6));
                    }
                }
            }
        }
    }

    private static void transpose(Bench bench, double[] dy, double[] dx) {
        Shape in = bench.in;
        Shape out = bench.out;
        int padding = bench.geometry.top();
        for (int o = 0; o < out.channels(); o++) {
            for (int p = 0; p < out.height(); p++) {
                for (int q = 0; q < out.width(); q++) {
                    for (int i = 0; i < in.channels(); i++) {
                        for (int tap = 0; tap < 9; tap++) {
                            int y = p + tap / 3 - padding;
                            int x = q + tap % 3 - padding;
                            if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                                dx[Naive.at(in, i, y, x)] +=
                                        bench.weights[(o * in.channels() + i) * 9 + tap] * dy[Naive.at(out, o, p, q)];
                            }
                        }
                    }
                }
            }
        }
    }
}
