package io.github.hdecomp.metric;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** Runs a network on many altered pictures, of which no more than one batch is in memory. */
final class Batches {
    private static final int MOST_PICTURES = 16;

    private Batches() {}

    /**
     * What a network says of altered pictures.
     *
     * @param model the network
     * @param count how many pictures there are
     * @param picture makes them, called once for each in ascending order
     * @param reading what is taken of a prediction
     * @return one number per picture
     */
    static double[] run(
            Model model, int count, IntFunction<Tensor> picture, ToDoubleFunction<? super Prediction> reading) {
        double[] read = new double[count];
        List<Tensor> batch = new ArrayList<>(MOST_PICTURES);
        for (int first = 0; first < count; first += batch.size()) {
            batch.clear();
            for (int i = first; i < Math.min(first + MOST_PICTURES, count); i++) {
                batch.add(picture.apply(i));
            }
            List<Prediction> predictions = model.predict(batch);
            for (int i = 0; i < batch.size(); i++) {
                read[first + i] = reading.applyAsDouble(predictions.get(i));
            }
        }
        return read;
    }
}
