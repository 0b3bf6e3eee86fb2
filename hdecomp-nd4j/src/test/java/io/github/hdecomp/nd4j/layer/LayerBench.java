package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.kernel.Engines;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.OpenBlasGemm;
import io.github.hdecomp.nd4j.kernel.Part;
import io.github.hdecomp.nd4j.kernel.PartCopies;
import io.github.hdecomp.nd4j.kernel.Patches;
import io.github.hdecomp.nd4j.kernel.Placement;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.kernel.Workers;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.nd4j.onednn.OneDnnConvolution;
import io.github.hdecomp.nd4j.onednn.OneDnnGemm;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One layer with random weights on random inputs, with all the native memory that it takes. */
final class LayerBench implements AutoCloseable {
    final Layer layer;
    final NodeSpec node;
    final List<Shape> inputs;
    final List<double[]> parameters = new ArrayList<>();
    final List<double[]> x;

    private final NativeMemory memory = new NativeMemory();
    private final Gemm gemm;
    private final Workers workers;
    private final Run run;
    private final List<Maps> inputMaps = new ArrayList<>();
    private final Maps outputMaps;

    /** Random inputs. Even seeds compute by generated code where there is some, odd ones by products of OpenBLAS. */
    LayerBench(NodeSpec node, List<Shape> inputs, long seed) {
        this(node, inputs, randomInputs(inputs, seed), new SplittableRandom(~seed), seed % 2 == 0);
    }

    /** Given inputs. */
    LayerBench(NodeSpec node, List<Shape> inputs, List<double[]> x) {
        this(node, inputs, x, new SplittableRandom(0), true);
    }

    private LayerBench(
            NodeSpec node, List<Shape> inputs, List<double[]> x, SplittableRandom random, boolean generated) {
        this.gemm = generated ? new OneDnnGemm() : new OpenBlasGemm();
        this.workers = new Workers(2, gemm::prepareThread);
        Engines engines = generated
                ? new Engines(Optional.of(OneDnnConvolution::of), Optional.of("onednn"))
                : new Engines(Optional.empty(), Optional.of("product"));
        this.node = node;
        this.inputs = inputs;
        this.x = x;
        Map<String, Tensor> tensors = new HashMap<>();
        for (ParameterSpec parameter : node.parameters()) {
            double low = parameter.name().endsWith("var") ? 0.5 : -1;
            double[] values = random(parameter.shape().size(), low, 1, random);
            parameters.add(values);
            tensors.put(parameter.name(), Tensor.adopt(parameter.shape(), floats(values)));
        }
        LayerPlan plan = Layers.plan(node, inputs);
        this.layer = gemm.within(() -> plan.load(new ParameterSource(Weights.of(tensors), memory, engines)));
        int scratchLength = Math.max(layer.scratch(), 1);
        NativeFloats scratch = memory.allocate(2 * scratchLength);
        this.run = new Run(
                workers,
                gemm,
                List.of(new Scratch(scratch, 0, scratchLength), new Scratch(scratch, scratchLength, scratchLength)),
                memory.allocate(layer.shared()));
        for (int i = 0; i < inputs.size(); i++) {
            inputMaps.add(maps(inputs.get(i), x.get(i)));
        }
        this.outputMaps = maps(layer.output(), new double[layer.output().size()]);
        layer.forward(inputMaps, outputMaps, run);
    }

    private static List<double[]> randomInputs(List<Shape> inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return inputs.stream().map(input -> random(input.size(), -1, 1, random)).toList();
    }

    static double[] random(int size, double low, double high, SplittableRandom random) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            // Rounded to float, so that oracle and layer see the same numbers.
            values[i] = (float) random.nextDouble(low, high);
        }
        return values;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    Maps maps(Shape shape, double[] values) {
        NativeFloats data = memory.allocate(shape.size());
        Maps maps = new Maps(data, 0, 1, shape.height(), shape.width(), shape.channels());
        for (int c = 0; c < shape.channels(); c++) {
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    data.host().put(maps.index(0, row, column) + c, (float) values[Naive.at(shape, c, row, column)]);
                }
            }
        }
        return maps;
    }

    static double[] read(Maps maps, int n) {
        Shape shape = Shape.of(maps.channels(), maps.height(), maps.width());
        double[] values = new double[shape.size()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    values[Naive.at(shape, c, row, column)] = maps.data().host().get(maps.index(n, row, column) + c);
                }
            }
        }
        return values;
    }

    double[] output() {
        return read(outputMaps, 0);
    }

    /** A region of the output, out of what it reads. */
    double[] forward(Region region) {
        List<Maps> parts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Shape in = inputs.get(i);
            Region read = layer.inputRegion(i, region).clip(in.height(), in.width());
            Maps part = maps(Shape.of(in.channels(), read.height(), read.width()));
            PartCopies.crop(Part.whole(inputMaps.get(i)), new Part(part, read), run);
            parts.add(part);
        }
        Maps y = maps(Shape.of(layer.output().channels(), region.height(), region.width()));
        layer.forward(parts, y, region, run);
        return read(y, 0);
    }

    /** The output of a layer like this one, of some channels of each input. */
    double[] forward(Layer some, List<int[]> channels, int outputs) {
        List<Maps> chosen = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Shape in = inputs.get(i);
            int[] from = channels.get(i);
            chosen.add(maps(Shape.of(from.length, in.height(), in.width()), Naive.channels(x.get(i), in, from)));
        }
        Maps y = maps(Shape.of(outputs, layer.output().height(), layer.output().width()));
        some.forward(chosen, y, run);
        return read(y, 0);
    }

    private Maps maps(Shape shape) {
        return maps(shape, new double[shape.size()]);
    }

    /** Pulls cotangents on the whole output back to one whole input. */
    double[] pullBack(int input, double[] cotangents, BackwardRule rule) {
        Shape out = layer.output();
        Shape in = inputs.get(input);
        Patches dy = new Patches(Placement.whole(1, out.height(), out.width()), maps(out, cotangents));
        Patches dx = new Patches(Placement.whole(1, in.height(), in.width()), maps(in, new double[in.size()]));
        layer.pullBack(input, dy, dx, context(rule));
        return read(dx.values(), 0);
    }

    /**
     * Pulls patches of cotangents back to patches of one input, as one batch.
     *
     * @param regions of the output, all of one size
     * @param cotangents for each, its values
     * @param targets regions of the input, all of one size
     * @param first whether to overwrite what is there, rather than to add to zeros
     */
    List<double[]> pullBack(
            int input, List<Region> regions, List<double[]> cotangents, List<Region> targets, boolean first) {
        Patches dy = patches(regions, layer.output().channels());
        for (int i = 0; i < regions.size(); i++) {
            Maps one = maps(
                    Shape.of(
                            layer.output().channels(),
                            regions.get(i).height(),
                            regions.get(i).width()),
                    cotangents.get(i));
            for (int k = 0; k < one.size(); k++) {
                dy.values()
                        .data()
                        .host()
                        .put(dy.values().index(i, 0, 0) + k, one.data().host().get(k));
            }
        }
        Patches dx = patches(targets, inputs.get(input).channels());
        for (int k = 0; k < dx.values().size(); k++) {
            dx.values().data().host().put(k, first ? Float.NaN : 0f);
        }
        if (first) {
            layer.pullBackFirst(input, dy, dx, context(BackwardRule.GRADIENT));
        } else {
            layer.pullBack(input, dy, dx, context(BackwardRule.GRADIENT));
        }
        List<double[]> result = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            result.add(read(dx.values(), i));
        }
        return result;
    }

    private Patches patches(List<Region> regions, int channels) {
        int[] y = regions.stream().mapToInt(Region::y).toArray();
        int[] columns = regions.stream().mapToInt(Region::x).toArray();
        int height = regions.get(0).height();
        int width = regions.get(0).width();
        NativeFloats data = memory.allocate(regions.size() * height * width * channels);
        return new Patches(
                new Placement(new int[regions.size()], y, columns, height, width),
                new Maps(data, 0, regions.size(), height, width, channels));
    }

    List<double[]> pullBackToParameters(double[] cotangents) {
        return ((Parametric) layer)
                .pullBackToParameters(inputMaps.get(0), maps(layer.output(), cotangents), run).stream()
                        .map(LayerBench::doubles)
                        .toList();
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.get(i);
        }
        return values;
    }

    private PullBackContext context(BackwardRule rule) {
        return new PullBackContext(
                new PullBackContext.Recorded() {
                    @Override
                    public Maps x(int input) {
                        return inputMaps.get(input);
                    }

                    @Override
                    public Maps y() {
                        return outputMaps;
                    }
                },
                rule,
                run);
    }

    @Override
    public void close() {
        workers.close();
        memory.close();
    }
}
