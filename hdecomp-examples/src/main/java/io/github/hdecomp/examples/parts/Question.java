package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.WeightedSum;

/** What is explained. */
public enum Question {
    /** The score of a class: why a cat? */
    SCORE("score", "the class's score") {
        @Override
        Decision of(SceneClass sceneClass) {
            return new ClassDecision(sceneClass.id());
        }
    },

    /** The score less that of the partner: why a cat rather than a dog? */
    CONTRAST("contrast", "the class's score less its partner's") {
        @Override
        Decision of(SceneClass sceneClass) {
            return WeightedSum.contrast(
                    new ClassDecision(sceneClass.id()),
                    new ClassDecision(sceneClass.partner().id()));
        }
    };

    private final String label;
    private final String words;

    Question(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /**
     * The name in files.
     *
     * @return one word
     */
    public String label() {
        return label;
    }

    /**
     * What is explained, in words.
     *
     * @return without a full stop
     */
    public String words() {
        return words;
    }

    abstract Decision of(SceneClass sceneClass);
}
