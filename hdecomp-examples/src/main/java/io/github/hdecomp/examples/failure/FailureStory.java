package io.github.hdecomp.examples.failure;

import io.github.hdecomp.examples.scenes.Scene;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.WeightedSum;
import java.util.List;
import java.util.Optional;

/**
 * A counterfactual picture that a network gets wrong, and who is to blame.
 *
 * @param index of the scene of which this is the counterfactual
 * @param scene what is shown
 * @param prediction what the network says of it
 * @param suspects all parts that can be seen, that with the most evidence first
 */
public record FailureStory(long index, Scene scene, Prediction prediction, List<Suspect> suspects) {

    /**
     * Keeps a copy of the list.
     *
     * @param index see above
     * @param scene see above
     * @param prediction see above
     * @param suspects see above
     */
    public FailureStory {
        suspects = List.copyOf(suspects);
    }

    /**
     * The class that is shown.
     *
     * @return the right one
     */
    public SceneClass right() {
        return scene.sceneClass();
    }

    /**
     * The class that the network names.
     *
     * @return a wrong one
     */
    public SceneClass wrong() {
        return SceneClass.of(prediction.classId());
    }

    /**
     * The decision that the tree is of: why the wrong class rather than the right one.
     *
     * @return the contrast of the two
     */
    public WeightedSum decision() {
        return WeightedSum.contrast(new ClassDecision(wrong().id()), new ClassDecision(right().id()));
    }

    /**
     * The part to blame: of those without which the network is right, that with the most evidence.
     *
     * @return empty if no single part is to blame
     */
    public Optional<Suspect> guilty() {
        return suspects.stream()
                .filter(suspect -> suspect.repairs(right().id()))
                .findFirst();
    }
}
