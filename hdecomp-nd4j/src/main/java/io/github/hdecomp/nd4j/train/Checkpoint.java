package io.github.hdecomp.nd4j.train;

import io.github.hdecomp.model.Weights;
import io.github.hdecomp.nd4j.train.layer.Parameter;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training goes on from, as tensors, so that any format for weights can hold it: the network's weights under their own
 * names, velocities, where training stands, and the options that decide what the rest will be. Whole numbers of 64 bits are
 * kept as four of 16.
 */
final class Checkpoint {
    private static final String TRAINING = "training.";
    private static final String VELOCITY = TRAINING + "velocity.";
    private static final String STEP = TRAINING + "step";
    private static final String PICTURES = TRAINING + "pictures";
    private static final String OPTIONS = TRAINING + "options";
    private static final int WORDS = 4;
    private static final int WORD = 1 << 16;

    private Checkpoint() {}

    /**
     * Where training stands.
     *
     * @param step how many steps are done
     * @param pictures how many the set has; 0 before the first step
     */
    record Place(long step, long pictures) {}

    /** Writes the state down. */
    static Weights write(Map<String, Tensor> weights, List<Parameter> parameters, Place place, float[] options) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        for (Parameter parameter : parameters) {
            if (parameter.isLearned()) {
                all.put(VELOCITY + parameter.spec().name(), parameter.get(parameter.velocity(), 0));
            }
        }
        all.put(STEP, Tensor.of(Shape.of(WORDS), words(place.step())));
        all.put(PICTURES, Tensor.of(Shape.of(WORDS), words(place.pictures())));
        all.put(OPTIONS, Tensor.of(Shape.of(options.length), options));
        return Weights.of(all);
    }

    /** The network's own weights in a checkpoint. */
    static Weights weights(Weights checkpoint) {
        if (!checkpoint.names().contains(STEP)) {
            throw new IllegalArgumentException(checkpoint.source() + ": it has no tensor " + STEP
                    + ", expected a checkpoint of a training; to train on from mere weights, start with them");
        }
        Map<String, Tensor> own = new LinkedHashMap<>();
        for (String name : checkpoint.names()) {
            if (!name.startsWith(VELOCITY) && !List.of(STEP, PICTURES, OPTIONS).contains(name)) {
                own.put(name, checkpoint.tensor(name));
            }
        }
        return Weights.of(own);
    }

    /** Sets velocities, and returns where training stands. */
    static Place restore(Weights checkpoint, List<Parameter> parameters, float[] options) {
        if (!checkpoint.tensor(OPTIONS).equals(Tensor.of(Shape.of(options.length), options))) {
            throw new IllegalArgumentException(
                    checkpoint.source() + ": the checkpoint was taken with other epochs, batch,"
                            + " momentum, weight decay, label smoothing or seed than are asked for now, expected the same");
        }
        for (Parameter parameter : parameters) {
            if (parameter.isLearned()) {
                String name = VELOCITY + parameter.spec().name();
                parameter.set(
                        parameter.velocity(),
                        tensor(checkpoint, name, parameter.spec().shape()));
            }
        }
        return new Place(number(checkpoint, STEP), number(checkpoint, PICTURES));
    }

    private static Tensor tensor(Weights checkpoint, String name, Shape shape) {
        Tensor tensor = checkpoint.tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException(checkpoint.source() + ": tensor " + name + " has shape " + tensor.shape()
                    + ", expected " + shape + "; take another checkpoint");
        }
        return tensor;
    }

    /** The options that decide the rest of a training, but for the schedule, which is a function. */
    static float[] options(TrainingOptions options) {
        float[] seed = words(options.seed());
        return new float[] {
            options.epochs(),
            options.batch(),
            (float) options.momentum(),
            (float) options.weightDecay(),
            (float) options.labelSmoothing(),
            seed[0],
            seed[1],
            seed[2],
            seed[3]
        };
    }

    private static float[] words(long number) {
        float[] words = new float[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = number >>> (16 * i) & 0xffff;
        }
        return words;
    }

    /** A count, which files may have got wrong. */
    private static long number(Weights checkpoint, String name) {
        float[] words = tensor(checkpoint, name, Shape.of(WORDS)).toArray();
        long number = 0;
        for (int i = 0; i < WORDS; i++) {
            boolean whole = words[i] >= 0 && words[i] < WORD && words[i] == (int) words[i];
            number = whole && number >= 0 ? number | (long) words[i] << (16 * i) : -1;
        }
        if (number < 0) {
            throw new IllegalArgumentException(
                    checkpoint.source() + ": tensor " + name + " holds no count; take another checkpoint");
        }
        return number;
    }
}
