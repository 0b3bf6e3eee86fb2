package io.github.hdecomp.model;

/**
 * The score of a class before any softmax (the logit S_c).
 *
 * @param classId the class, from 0
 */
public record ClassDecision(int classId) implements Decision {

    @Override
    public String toString() {
        return "class " + classId;
    }
}
