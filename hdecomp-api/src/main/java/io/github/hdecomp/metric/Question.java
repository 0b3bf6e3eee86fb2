package io.github.hdecomp.metric;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;

/**
 * What was explained: a class of a network for one picture, with what is known of the picture beside it. Several methods that
 * answer one question are judged by the same metrics.
 *
 * @param model the network
 * @param input the picture, preprocessed, of the network's input shape
 * @param prediction what the network says of it
 * @param target the class
 * @param object where the class's objects are in the picture; empty where nobody knows
 */
public record Question(
        Model model, Tensor input, Prediction prediction, ClassDecision target, Optional<GroundTruth> object) {

    /**
     * Checks that the class exists.
     *
     * @param model see above
     * @param input see above
     * @param prediction see above
     * @param target see above
     * @param object see above
     */
    public Question {
        int classes = prediction.logits().size();
        if (target.classId() < 0 || target.classId() >= classes) {
            throw new IllegalArgumentException(
                    "question: " + target + " does not exist, the network has " + classes + " classes");
        }
    }

    /**
     * The question why a network says what it says.
     *
     * @param model the network
     * @param input the picture, preprocessed
     * @return the question about the predicted class
     */
    public static Question ofPredicted(Model model, Tensor input) {
        Prediction prediction = model.predict(input);
        return new Question(model, input, prediction, new ClassDecision(prediction.classId()), Optional.empty());
    }

    /**
     * The probability of the class.
     *
     * @return softmax over all classes
     */
    public double probability() {
        return probability(prediction);
    }

    /**
     * The score of the class.
     *
     * @return the logit
     */
    public double logit() {
        return logit(prediction);
    }

    /** The probability of the class in another prediction. */
    double probability(Prediction other) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < other.logits().size(); c++) {
            largest = Math.max(largest, other.logits().get(c));
        }
        double total = 0;
        for (int c = 0; c < other.logits().size(); c++) {
            total += Math.exp(other.logits().get(c) - largest);
        }
        return Math.exp(logit(other) - largest) / total;
    }

    /** The score of the class in another prediction. */
    double logit(Prediction other) {
        return other.logits().get(target.classId());
    }
}
