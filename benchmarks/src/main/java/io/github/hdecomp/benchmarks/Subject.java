package io.github.hdecomp.benchmarks;

import io.github.hdecomp.benchmarks.peer.Peer;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network with random weights and an input: the same in every run and for all contestants.
 *
 * @param spec the network
 * @param weights its weights
 * @param model it, ready to run
 * @param threads how many threads every contestant uses
 */
record Subject(ModelSpec spec, Weights weights, Model model, int threads) implements AutoCloseable {
    private static final double TOLERANCE = 1e-4;
    private static final double GRADIENT_TOLERANCE = 1e-2;

    static Subject of(String network) {
        return of(Models.spec(network), Runtime.getRuntime().availableProcessors());
    }

    static Subject of(ModelSpec spec, int threads) {
        Weights weights = Weights.random(spec, 1);
        Model model =
                Backend.find().build(spec, weights, ModelOptions.defaults().withThreads(threads));
        return new Subject(spec, weights, model, threads);
    }

    /** Some inputs, all different. */
    List<Tensor> images(int count) {
        SplittableRandom random = new SplittableRandom(2);
        List<Tensor> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            float[] pixels = new float[spec.input().size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble(-2, 2);
            }
            images.add(Tensor.adopt(spec.input(), pixels));
        }
        return images;
    }

    /** Refuses a peer that computes something else: times would not be comparable. */
    void check(Peer peer, List<Tensor> images) {
        List<Prediction> predictions = model.predict(images);
        int classes = model.classes();
        float[] ours = new float[images.size() * classes];
        for (int i = 0; i < images.size(); i++) {
            predictions.get(i).logits().copyTo(0, ours, i * classes, classes);
        }
        check(peer.toString(), peer.logits(), ours, TOLERANCE);
    }

    /**
     * Refuses a peer whose gradient is another one. ReLUs and pools whose inputs nearly tie may decide differently after other
     * rounding, which changes a gradient far more than a score.
     */
    void checkGradient(float[] theirs, Gradient ours) {
        check("gradient", theirs, ours.values().toArray(), GRADIENT_TOLERANCE);
    }

    private void check(String what, float[] theirs, float[] ours, double tolerance) {
        double norm = 0;
        double difference = 0;
        for (int i = 0; i < theirs.length; i++) {
            norm = Math.hypot(norm, ours[i]);
            difference = Math.hypot(difference, (double) ours[i] - theirs[i]);
        }
        if (!(difference <= tolerance * norm)) {
            throw new IllegalStateException(spec.name() + ": " + what + " departs by " + difference + " of " + norm
                    + " (norms), expected " + tolerance + " of it at most");
        }
    }

    @Override
    public void close() {
        model.close();
        weights.close();
    }
}
