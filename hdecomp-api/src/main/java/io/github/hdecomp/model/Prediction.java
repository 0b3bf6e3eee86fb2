package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Ranking;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of an input: the score of every class.
 *
 * @param logits shape (classes), before any softmax
 * @param labels the classes' names in order, or empty when they are not known
 */
public record Prediction(Tensor logits, List<String> labels) {

    /**
     * Keeps a copy of the labels.
     *
     * @param logits see above
     * @param labels see above
     */
    public Prediction {
        labels = List.copyOf(labels);
    }

    /**
     * One class of a prediction.
     *
     * @param classId the class
     * @param label its name, empty when it is not known
     * @param logit its score before softmax
     * @param probability its softmax probability over all classes
     */
    public record Candidate(int classId, String label, float logit, double probability) {}

    /**
     * The predicted class.
     *
     * @return the class with the largest logit; the lowest id on ties
     * @throws IllegalStateException if the model has no classes
     */
    public int classId() {
        if (logits.size() == 0) {
            throw new IllegalStateException("the network ends in a map, so it predicts no class; decide on a neuron");
        }
        return top(1).get(0).classId();
    }

    /**
     * The most probable classes.
     *
     * @param count how many at the most
     * @return in descending order of logit; the lower id first on ties
     */
    public List<Candidate> top(int count) {
        double largest =
                IntStream.range(0, logits.size()).mapToDouble(logits::get).max().orElse(0);
        double total = IntStream.range(0, logits.size())
                .mapToDouble(c -> Math.exp(logits.get(c) - largest))
                .sum();
        return Ranking.largest(count, logits.size(), logits::get).stream()
                .map(c -> new Candidate(c, label(c), logits.get(c), Math.exp(logits.get(c) - largest) / total))
                .toList();
    }

    private String label(int classId) {
        return classId < labels.size() ? labels.get(classId) : "";
    }
}
