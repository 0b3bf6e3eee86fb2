package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Tensor;

/**
 * The values of some decisions before and after each of several edits.
 *
 * @param original shape (decisions), as recorded
 * @param edited shape (edits, decisions); where an edit cannot change a decision, the recorded value
 */
public record Replay(Tensor original, Tensor edited) {

    /**
     * Checks that the shapes fit.
     *
     * @param original see above
     * @param edited see above
     */
    public Replay {
        if (original.shape().rank() != 1
                || edited.shape().rank() != 2
                || edited.shape().extent(1) != original.size()) {
            throw new IllegalArgumentException("replay: original has shape " + original.shape() + " and edited "
                    + edited.shape() + ", expected (decisions) and (edits, decisions)");
        }
    }

    /**
     * A decision as recorded.
     *
     * @param decision its index, from 0
     * @return its value
     */
    public float original(int decision) {
        return original.get(decision);
    }

    /**
     * A decision after an edit.
     *
     * @param edit its index, from 0
     * @param decision its index, from 0
     * @return its value
     */
    public float value(int edit, int decision) {
        return edited.get(edit * original.size() + decision);
    }

    /**
     * How much an edit takes from a decision: the ground truth of the importance of what it replaces.
     *
     * @param edit its index, from 0
     * @param decision its index, from 0
     * @return the recorded value minus that after the edit, negative where the decision grows
     */
    public float drop(int edit, int decision) {
        return original(decision) - value(edit, decision);
    }
}
