package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.train.layer.Parameter;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network in training: stochastic gradient descent with momentum on the softmax cross-entropy of its class scores. Batch norms
 * see batch statistics, unless they are frozen; a softmax at the end is left out; dropout does nothing.
 *
 * <p>The same network, pictures and options give the same weights, bit for bit, whatever the number of threads and however
 * often training was interrupted and resumed from checkpoints, on one kind of processor. Owns threads and native memory:
 * the features of a batch and the gradients.
 */
public final class Trainer implements AutoCloseable {
    private final ModelSpec spec;
    private final TrainingOptions options;
    private final Map<String, Tensor> first = new LinkedHashMap<>();
    private final TrainingGraph graph;
    private long step;
    private long size;
    private volatile boolean cancelled;

    private Trainer(ModelSpec spec, Weights weights, TrainingOptions options) {
        this.spec = spec;
        this.options = options;
        spec.check(weights);
        for (ParameterSpec parameter : spec.parameters()) {
            first.put(parameter.name(), weights.tensor(parameter.name()));
        }
        this.graph = new TrainingGraph(spec, weights, options);
    }

    /**
     * Starts from fresh weights.
     *
     * @param spec the network; ends in class scores
     * @param options how it is trained
     * @return the trainer; the caller closes it
     * @throws IllegalArgumentException if the network cannot be trained; says which layer is in the way
     */
    public static Trainer start(ModelSpec spec, TrainingOptions options) {
        return start(spec, Initialisation.kaiming(spec, options.seed()), options);
    }

    /**
     * Starts from given weights; {@link Initialisation#from} completes those of another head.
     *
     * @param spec the network; ends in class scores
     * @param weights copied
     * @param options how it is trained
     * @return the trainer; the caller closes it
     * @throws IllegalArgumentException if the network cannot be trained (says which layer is in the way), or weights are
     *     missing, left over or mis-shaped (lists all of them)
     */
    public static Trainer start(ModelSpec spec, Weights weights, TrainingOptions options) {
        return new Trainer(spec, weights, options);
    }

    /**
     * Goes on where a checkpoint was taken.
     *
     * @param spec the network
     * @param checkpoint what {@link #checkpoint} gave
     * @param options those with which training was started; threads and products may differ
     * @return the trainer; the caller closes it
     * @throws IllegalArgumentException if it is no checkpoint of this network, or was taken with other options
     */
    public static Trainer resume(ModelSpec spec, Weights checkpoint, TrainingOptions options) {
        Trainer trainer = new Trainer(spec, Checkpoint.weights(checkpoint), options);
        try {
            Checkpoint.Place place =
                    Checkpoint.restore(checkpoint, trainer.graph.parameters(), Checkpoint.options(options));
            trainer.step = place.step();
            trainer.size = place.pictures();
            return trainer;
        } catch (RuntimeException unfit) {
            trainer.close();
            throw unfit;
        }
    }

    /**
     * Trains until all epochs are done or someone cancels.
     *
     * @param pictures what to learn
     * @param listener is told of every step
     * @return true if all epochs are done, false if training was cancelled; it goes on with the next call
     * @throws IllegalArgumentException if a picture has another shape than the network's input, a label is no class, the set
     *     has another size than the one that training began with, or a rate is negative or not finite
     * @throws ArithmeticException if the loss is not finite; names the first layer that produced such a value. The
     *     weights are those before the step
     */
    public boolean train(TrainingSet pictures, TrainingProgress.Listener listener) {
        check(pictures);
        cancelled = false;
        int perEpoch = PictureOrder.batches(pictures.size(), options.batch());
        long steps = (long) options.epochs() * perEpoch;
        Sgd sgd = new Sgd(options.momentum(), options.weightDecay());
        Optional<PictureOrder> order = Optional.empty();
        while (step < steps && !cancelled) {
            int epoch = (int) (step / perEpoch);
            int number = (int) (step % perEpoch);
            if (number == 0 || order.isEmpty()) {
                order = Optional.of(new PictureOrder(pictures.size(), options.batch(), options.seed(), epoch));
            }
            int[] chosen = order.get().pictures(number);
            TrainingBatch batch = batch(pictures, chosen, epoch);
            double rate = rate(steps);
            TrainingGraph.BatchResult result = graph.run(batch);
            graph.update(sgd, rate);
            step++;
            listener.after(
                    new TrainingProgress(step, steps, epoch, result.loss(), result.correct(), chosen.length, rate));
        }
        return step >= steps;
    }

    private void check(TrainingSet pictures) {
        if (pictures.size() < 1) {
            throw new IllegalArgumentException(spec.name() + ": there are no pictures to train with");
        }
        if (step > 0 && pictures.size() != size) {
            throw new IllegalArgumentException(spec.name() + ": got " + pictures.size()
                    + " pictures to go on with, expected " + size + ", as many as training began with");
        }
        size = pictures.size();
        int classes = graph.classes();
        for (int i = 0; i < pictures.size(); i++) {
            int label = pictures.label(i);
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(spec.name() + ": picture " + i + " has label " + label
                        + ", expected a class from 0 to " + (classes - 1));
            }
        }
    }

    private double rate(long steps) {
        double rate = options.learningRate().at(step, steps);
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(spec.name() + ": the learning rate of step " + step + " of " + steps
                    + " is " + rate + ", expected a finite number of 0 or more");
        }
        return rate;
    }

    private static TrainingBatch batch(TrainingSet pictures, int[] chosen, int epoch) {
        List<Integer> labels = Arrays.stream(chosen).mapToObj(pictures::label).toList();
        return new TrainingBatch(place -> pictures.picture(chosen[place], epoch), labels);
    }

    /** Ends {@link #train} after the step that runs; may be called from any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * The number of steps done.
     *
     * @return 0 before the first
     */
    public long step() {
        return step;
    }

    /**
     * The weights as they are now, running statistics of batch norms included, ready for a backend to build a model from.
     *
     * @return a copy, in the order of the network's description
     */
    public Weights weights() {
        return Weights.of(tensors());
    }

    private Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>(first);
        for (Parameter parameter : graph.parameters()) {
            all.put(parameter.spec().name(), parameter.get(parameter.values(), 0));
        }
        return all;
    }

    /**
     * All that {@link #resume} needs, for a file in single precision or better: weights, velocities, the numbers of steps and
     * pictures, and the options.
     *
     * @return a copy
     */
    public Weights checkpoint() {
        return Checkpoint.write(
                tensors(), graph.parameters(), new Checkpoint.Place(step, size), Checkpoint.options(options));
    }

    /** Gives threads and memory back; weights and checkpoints that were taken stay valid. */
    @Override
    public void close() {
        graph.close();
    }
}
