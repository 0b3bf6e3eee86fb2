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
 * names, velocities, the number of steps done, and the options that decide what the rest will be. Whole numbers of 64 bits
 * are kept as four of 16.
 */
final class Checkpoint {
    private static final String VELOCITY = "training.velocity.";
    private static final String STEP = "training.step";
    private static final String OPTIONS = "training.options";
    private static final int WORDS = 4;

    private Checkpoint() {}

    /** Writes the state down. */
    static Weights write(Map<String, Tensor> weights, List<Parameter> parameters, long step, float[] options) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        for (Parameter parameter : parameters) {
            if (parameter.isLearned()) {
                all.put(VELOCITY + parameter.spec().name(), parameter.get(parameter.velocity(), 0));
            }
        }
        all.put(STEP, Tensor.of(Shape.of(WORDS), words(step)));
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
            if (!name.startsWith(VELOCITY) && !name.equals(STEP) && !name.equals(OPTIONS)) {
                own.put(name, checkpoint.tensor(name));
            }
        }
        return Weights.of(own);
    }

    /** Sets velocities, and returns the number of steps done. */
    static long restore(Weights checkpoint, List<Parameter> parameters, float[] options) {
        Tensor then = checkpoint.tensor(OPTIONS);
        if (!then.equals(Tensor.of(Shape.of(options.length), options))) {
            throw new IllegalArgumentException(
                    checkpoint.source() + ": the checkpoint was taken with other epochs, batch,"
                            + " momentum, weight decay, label smoothing or seed than are asked for now, expected the same");
        }
        for (Parameter parameter : parameters) {
            if (parameter.isLearned()) {
                parameter.set(
                        parameter.velocity(),
                        checkpoint.tensor(VELOCITY + parameter.spec().name()));
            }
        }
        return number(checkpoint.tensor(STEP).toArray());
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

    private static long number(float[] words) {
        long number = 0;
        for (int i = 0; i < WORDS; i++) {
            number |= (long) words[i] << (16 * i);
        }
        return number;
    }
}
