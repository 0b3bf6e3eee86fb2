package io.github.hdecomp.nd4j.kernel;

import io.github.hdecomp.model.Attributes;
import io.github.hdecomp.nd4j.layer.Naive;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One convolution with random weights and inputs, as numbers and in native memory. */
final class ConvolutionBench implements AutoCloseable {
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
    final ConvolutionWeights convolution;
    private final Gemm gemm;
    private int scratch = 1;
    private int shared;
    private @Nullable ConvolutionEngine engine;

    ConvolutionBench(Gemm gemm, int channels, int outputs, int height, int width, int padding, int images, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.gemm = gemm;
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
        this.convolution = new ConvolutionWeights(new Convolution(channels, outputs, 1, window), data);
    }

    /** Makes an engine. */
    interface Maker {
        ConvolutionEngine engine(ConvolutionWeights weights, Shape input, NativeMemory memory);
    }

    void build(Maker maker) {
        ConvolutionEngine built = gemm.within(() -> maker.engine(convolution, in, memory));
        space(built.scratch(), built.shared());
        engine = built;
    }

    ConvolutionPullBack pullBack(Optional<Integer> side) {
        ConvolutionPullBack pullBack = new ConvolutionPullBack(convolution, in, side, side.isPresent(), memory);
        space(pullBack.scratch(), pullBack.shared());
        return pullBack;
    }

    void space(int ofThread, int ofAll) {
        scratch = Math.max(scratch, ofThread);
        shared = Math.max(shared, ofAll);
    }

    private static double[] random(int size, SplittableRandom random) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static float[] floats(double[] values) {
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

    static float[] values(Maps maps) {
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
        run(threads, run -> Objects.requireNonNull(engine).forward(maps(in, x), y, finished, addend, run));
        return y;
    }

    /** The same for a part of the output, without bias. */
    Maps forward(int threads, Region read, Region region) {
        Maps y = room(region, out.channels());
        Part input = new Part(room(read, in.channels()), read);
        run(threads, run -> {
            PartCopies.crop(Part.whole(maps(in, x)), input, run);
            Epilogue none = Epilogue.bias(new float[out.channels()]);
            Objects.requireNonNull(engine).forward(input, new Part(y, region), none, null, run);
        });
        return y;
    }

    private Maps room(Region region, int channels) {
        NativeFloats data = memory.allocate(images * region.area() * channels);
        return new Maps(data, 0, images, region.height(), region.width(), channels);
    }

    private List<double[]> zeros(Shape shape) {
        List<double[]> zeros = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            zeros.add(new double[shape.size()]);
        }
        return zeros;
    }

    void run(int threads, Consumer<Run> body) {
        int length = scratch;
        NativeFloats scratch = memory.allocate(threads * length);
        List<Scratch> spaces = new ArrayList<>();
        for (int slot = 0; slot < threads; slot++) {
            spaces.add(new Scratch(scratch, slot * length, length));
        }
        try (Workers workers = new Workers(threads, gemm::prepareThread)) {
            gemm.within(() -> {
                body.accept(new Run(workers, gemm, spaces, memory.allocate(shared)));
                return true;
            });
        }
    }

    double[] naive(int image) {
        return Naive.convolution(x.get(image), in, weights, w, bias, geometry, 1, out);
    }

    double scale(double tolerance) {
        return tolerance * 9 * in.channels();
    }

    @Override
    public void close() {
        memory.close();
    }
}
