package io.github.hdecomp.examples.training;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.nd4j.train.TrainingSet;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How many pictures of a set a model knows.
 *
 * @param right how many had their label's score on top, by label
 * @param total how many there were, by label
 */
public record Accuracy(List<Integer> right, List<Integer> total) {
    private static final int AT_ONCE = 32;

    /**
     * Keeps copies.
     *
     * @param right see above
     * @param total see above
     */
    public Accuracy {
        right = List.copyOf(right);
        total = List.copyOf(total);
    }

    /**
     * Asks a model about all pictures of a set's first epoch.
     *
     * @param model the model
     * @param pictures the set
     * @return what it knew
     */
    public static Accuracy of(Model model, TrainingSet pictures) {
        int[] right = new int[model.classes()];
        int[] total = new int[model.classes()];
        for (int first = 0; first < pictures.size(); first += AT_ONCE) {
            List<Tensor> inputs = new ArrayList<>();
            for (int i = first; i < Math.min(first + AT_ONCE, pictures.size()); i++) {
                inputs.add(pictures.picture(i, 0));
            }
            List<Prediction> predictions = model.predict(inputs);
            for (int i = 0; i < predictions.size(); i++) {
                int label = pictures.label(first + i);
                total[label]++;
                right[label] += predictions.get(i).classId() == label ? 1 : 0;
            }
        }
        return new Accuracy(boxed(right), boxed(total));
    }

    private static List<Integer> boxed(int[] counts) {
        List<Integer> list = new ArrayList<>();
        for (int count : counts) {
            list.add(count);
        }
        return list;
    }

    /**
     * The number of right answers.
     *
     * @return of all labels
     */
    public int known() {
        return right.stream().mapToInt(count -> count).sum();
    }

    /**
     * The number of pictures.
     *
     * @return of all labels
     */
    public int pictures() {
        return total.stream().mapToInt(count -> count).sum();
    }
}
