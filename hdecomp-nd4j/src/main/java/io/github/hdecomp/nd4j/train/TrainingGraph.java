package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.Products;
import io.github.hdecomp.nd4j.graph.Topology;
import io.github.hdecomp.nd4j.graph.Transfers;
import io.github.hdecomp.nd4j.kernel.Gemm;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;
import io.github.hdecomp.nd4j.kernel.Scratch;
import io.github.hdecomp.nd4j.kernel.Workers;
import io.github.hdecomp.nd4j.memory.NativeFloats;
import io.github.hdecomp.nd4j.memory.NativeMemory;
import io.github.hdecomp.nd4j.train.layer.Parameter;
import io.github.hdecomp.nd4j.train.layer.Parameters;
import io.github.hdecomp.nd4j.train.layer.Pass;
import io.github.hdecomp.nd4j.train.layer.TrainingLayer;
import io.github.hdecomp.nd4j.train.layer.TrainingLayers;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A network whose weights change: forward and backward passes of batches, and their gradients. Owns native memory. */
final class TrainingGraph implements AutoCloseable {
    /** The most shards of a batch; so many threads find work. */
    private static final int SHARDS = 16;

    /** The most floats of gradients that are kept, 256 MiB. */
    private static final int GRADIENTS = 1 << 26;

    private final Topology topology;
    private final List<TrainingLayer> layers = new ArrayList<>();
    private final TrainingLayout layout;
    private final TrainingProgram program = new TrainingProgram();
    private final SoftmaxCrossEntropy loss;
    private final Gemm gemm;
    private final NativeMemory memory = new NativeMemory();
    private final Workers workers;
    private final List<Run> runs = new ArrayList<>();
    private final int shards;
    private final NativeFloats features;
    private final NativeFloats cotangents;
    private TrainingBatch batch = new TrainingBatch(place -> Tensor.of(Shape.of(0)), List.of());
    private SoftmaxCrossEntropy.Result[] results = {};

    TrainingGraph(ModelSpec spec, Weights weights, TrainingOptions options) {
        this.topology = new Topology(spec);
        topology.checkLabels();
        if (topology.classes() == 0) {
            throw new IllegalArgumentException(spec.name() + ": the output of " + spec.logits()
                    + " is a map, expected one score per class; end the network with a global average pool and a linear"
                    + " layer");
        }
        this.loss = new SoftmaxCrossEntropy(options.labelSmoothing());
        this.shards = (int) Math.max(2, Math.min(SHARDS, GRADIENTS / Math.max(spec.parameterCount(), 1)));
        this.gemm = Products.find(options.products());
        this.workers = new Workers(options.threads(), gemm::prepareThread);
        try {
            Parameters parameters = new Parameters(weights, options.frozen(), shards, memory);
            for (int number = 0; number < topology.size(); number++) {
                NodeSpec node = topology.node(number);
                Shape input = topology.shape(topology.inputs(number)[0]);
                layers.add(TrainingLayers.of(node, topology.plan(number), input, parameters));
            }
            this.layout = new TrainingLayout(topology, layers);
            if (!layout.isPulled(topology.logits())) {
                throw new IllegalArgumentException(
                        spec.name() + ": no tensor is learned, expected some that are not frozen");
            }
            this.features = memory.allocate(length(layout.featureLength(), options.batch()));
            this.cotangents = memory.allocate(length(layout.cotangentLength(), options.batch()));
            allocateRuns();
            writeProgram();
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    private int length(int perPicture, int pictures) {
        long length = (long) perPicture * pictures;
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(topology.spec().name() + ": a batch of " + pictures + " pictures takes "
                    + length + " floats of memory in one block, at most " + Integer.MAX_VALUE
                    + " can be addressed; make batches smaller");
        }
        return (int) length;
    }

    /** One thread works on a shard alone, so each slot's kernels have a thread of their own only. */
    private void allocateRuns() {
        int scratch = layers.stream().mapToInt(TrainingLayer::scratch).max().orElse(0);
        int shared = layers.stream().mapToInt(TrainingLayer::shared).max().orElse(0);
        Workers alone = new Workers(1, () -> {});
        for (int slot = 0; slot < workers.slots(); slot++) {
            Scratch own = new Scratch(memory.allocate(scratch), 0, scratch);
            runs.add(new Run(alone, gemm, List.of(own), memory.allocate(shared)));
        }
    }

    private void writeProgram() {
        program.add(this::load);
        for (int number = 0; number <= topology.logits(); number++) {
            if (layout.isUsed(number)) {
                addForward(number, layers.get(number));
            }
        }
        program.add(this::lose);
        for (int number = topology.logits(); number >= 0; number--) {
            if (layout.isPulled(number)) {
                addBackward(number, layers.get(number));
            }
        }
        program.cut(count -> {});
    }

    private void addForward(int number, TrainingLayer layer) {
        if (layer.gathers()) {
            program.add((shard, run) -> layer.gather(pass(number, shard, run)));
            program.cut(layer::combine);
        }
        program.add((shard, run) -> layer.forward(pass(number, shard, run)));
    }

    private void addBackward(int number, TrainingLayer layer) {
        if (layer.gathers()) {
            program.add((shard, run) -> layer.gatherBack(pass(number, shard, run)));
            program.cut(layer::combineBack);
        }
        if (layer.learns()) {
            program.add((shard, run) -> layer.pullBackToParameters(pass(number, shard, run)));
        }
        int[] sources = topology.inputs(number);
        boolean[] started = new boolean[topology.size()];
        for (int i = 0; i < sources.length; i++) {
            int source = sources[i];
            if (i != layout.inPlace(number) && layout.isPulled(source)) {
                boolean first = layout.firstWriter(source) == number && !started[source];
                started[source] = true;
                addPullBack(number, layer, i, source, first);
            }
        }
        if (layout.inPlace(number) != TrainingLayout.NONE) {
            addPullBack(number, layer, layout.inPlace(number), sources[layout.inPlace(number)], true);
        }
    }

    private void addPullBack(int number, TrainingLayer layer, int input, int source, boolean first) {
        program.add((shard, run) -> layer.pullBack(input, cotangents(source, shard), first, pass(number, shard, run)));
    }

    private Pass pass(int number, int shard, Run run) {
        List<Maps> x = new ArrayList<>();
        for (int source : topology.inputs(number)) {
            x.add(features(source, shard));
        }
        return new Pass(shard, x, features(number, shard), cotangents(number, shard), run);
    }

    private Maps features(int number, int shard) {
        return maps(features, layout.featureLength(), layout.features(number), number, shard);
    }

    private Maps cotangents(int number, int shard) {
        return maps(cotangents, layout.cotangentLength(), layout.cotangents(number), number, shard);
    }

    /** Each shard has a part of the block for itself, since shards need not be at the same layer at the same time. */
    private Maps maps(NativeFloats block, int perPicture, int offset, int number, int shard) {
        Shape shape = topology.shape(number);
        int first = batch.first(shard, shardCount());
        int count = batch.first(shard + 1, shardCount()) - first;
        int at = first * perPicture + count * offset;
        return new Maps(block, at, count, shape.height(), shape.width(), shape.channels());
    }

    private int shardCount() {
        return Math.min(shards, batch.size());
    }

    private void load(int shard, Run run) {
        int first = batch.first(shard, shardCount());
        Maps input = features(Topology.INPUT, shard);
        List<Tensor> pictures = new ArrayList<>();
        for (int i = 0; i < input.count(); i++) {
            Tensor picture = batch.picture().apply(first + i);
            if (!picture.shape().equals(topology.spec().input())) {
                throw new IllegalArgumentException(topology.spec().name() + ": got a picture of shape "
                        + picture.shape() + ", expected " + topology.spec().input());
            }
            pictures.add(picture);
        }
        Transfers.put(pictures, input, run);
    }

    private void lose(int shard, Run run) {
        int first = batch.first(shard, shardCount());
        int logits = topology.logits();
        Maps scores = features(logits, shard);
        Maps target = cotangents(logits, shard);
        for (int i = 0; i < scores.count(); i++) {
            results[first + i] = loss.apply(scores, i, batch.labels().get(first + i), target, batch.size());
        }
    }

    /**
     * Computes loss and gradients of a batch.
     *
     * @param pictures at most as many as the options say
     * @return the mean loss, and how many scores were right
     * @throws ArithmeticException if the loss is not finite; names the first layer that produced such a value
     */
    BatchResult run(TrainingBatch pictures) {
        batch = pictures;
        results = new SoftmaxCrossEntropy.Result[pictures.size()];
        gemm.within(() -> {
            workers.run(layers.size(), (number, slot) -> layers.get(number).prepare());
            for (TrainingProgram.Segment segment : program.segments()) {
                workers.run(
                        shardCount(),
                        (shard, slot) -> segment.works().forEach(work -> work.run(shard, runs.get(slot))));
                segment.after().accept(shardCount());
            }
            return this;
        });
        double sum = 0;
        int correct = 0;
        for (SoftmaxCrossEntropy.Result result : results) {
            sum += result.loss();
            correct += result.correct() ? 1 : 0;
        }
        BatchResult result = new BatchResult(sum / pictures.size(), correct);
        if (!Double.isFinite(result.loss())) {
            throw diverged(result.loss());
        }
        return result;
    }

    /** The number of classes. */
    int classes() {
        return topology.classes();
    }

    /** What came of a batch. */
    record BatchResult(double loss, int correct) {}

    private ArithmeticException diverged(double value) {
        String what = topology.spec().name() + ": the loss is " + value;
        for (int number = Topology.INPUT; number <= topology.logits(); number++) {
            if (number != Topology.INPUT && !layout.isUsed(number)) {
                continue;
            }
            for (int shard = 0; shard < shardCount(); shard++) {
                if (!isFinite(features(number, shard))) {
                    String layer = number == Topology.INPUT
                            ? "a picture"
                            : "layer " + topology.node(number).name();
                    return new ArithmeticException(what + ", and the first values that are not finite are those of "
                            + layer + "; lower the learning rate, or check the pictures");
                }
            }
        }
        return new ArithmeticException(what + " though all layers are finite, so the scores of layer "
                + topology.spec().logits() + " are too large; lower the learning rate");
    }

    private static boolean isFinite(Maps maps) {
        for (int i = 0; i < maps.size(); i++) {
            if (!Float.isFinite(maps.data().host().get(maps.at() + i))) {
                return false;
            }
        }
        return true;
    }

    /** Moves the parameters along the gradients of the last batch. */
    void update(Sgd sgd, double rate) {
        List<Piece> pieces = new ArrayList<>();
        for (int number = 0; number < layers.size(); number++) {
            if (layout.isPulled(number)) {
                layers.get(number).parameters().stream()
                        .filter(Parameter::isLearned)
                        .forEach(parameter -> addPieces(parameter, pieces));
            }
        }
        int count = shardCount();
        workers.run(pieces.size(), (number, slot) -> {
            Piece piece = pieces.get(number);
            Scratch scratch = runs.get(slot).scratch().get(0);
            sgd.update(piece.parameter(), piece.at(), piece.length(), count, rate, scratch);
        });
        for (int number = 0; number < layers.size(); number++) {
            if (layout.isUsed(number)) {
                layers.get(number).learn();
            }
        }
    }

    private static void addPieces(Parameter parameter, List<Piece> pieces) {
        for (int at = 0; at < parameter.size(); at += Scratch.LANE) {
            pieces.add(new Piece(parameter, at, Math.min(Scratch.LANE, parameter.size() - at)));
        }
    }

    /** A run of a parameter. */
    private record Piece(Parameter parameter, int at, int length) {}

    /** The tensors that training changes, running statistics included. */
    List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** The gradient of the last batch. */
    Tensor gradient(Parameter parameter) {
        float[] sum = parameter.get(parameter.gradients(), 0).toArray();
        for (int shard = 1; shard < shardCount(); shard++) {
            Tensor more = parameter.get(parameter.gradients(), shard * parameter.size());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more.get(i);
            }
        }
        return Tensor.adopt(parameter.spec().shape(), sum);
    }

    @Override
    public void close() {
        workers.close();
        memory.close();
    }
}
