package io.github.hdecomp.examples.failure;

import io.github.hdecomp.examples.scenes.Part;
import io.github.hdecomp.model.Prediction;
import java.awt.image.BufferedImage;

/**
 * A part of a picture, with what it has to do with a wrong decision.
 *
 * @param part a part, or the background
 * @param share its part in the tree's evidence for the wrong class and against the right one, the mean over stages; 0 … 1
 * @param area the part of the picture that it covers
 * @param occluded the picture without it
 * @param prediction what the network says then
 */
public record Suspect(Part part, double share, double area, BufferedImage occluded, Prediction prediction) {

    /**
     * How probable a class is without the part.
     *
     * @param classId the class
     * @return softmax over all classes
     */
    public double probability(int classId) {
        return prediction.top(prediction.logits().size()).stream()
                .filter(candidate -> candidate.classId() == classId)
                .findFirst()
                .orElseThrow()
                .probability();
    }

    /**
     * Whether the decision is repaired without the part.
     *
     * @param right the right class
     * @return true if the network is surer of it than of all others together
     */
    public boolean repairs(int right) {
        return probability(right) > 0.5;
    }
}
