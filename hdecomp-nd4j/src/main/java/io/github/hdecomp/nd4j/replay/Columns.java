package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.kernel.Part;

/** Some channels of some edits; all others are as recorded, or of no interest. */
final class Columns implements State {
    private final Part part;
    private final int[] edits;
    private final int[] channels;

    /**
     * Labels columns.
     *
     * @param part one map whose channels are the columns
     * @param edits for each column, the edit in the batch; kept
     * @param channels for each column, the layer's channel; kept
     */
    Columns(Part part, int[] edits, int[] channels) {
        this.part = part;
        this.edits = edits;
        this.channels = channels;
    }

    @Override
    public Part part() {
        return part;
    }

    /** How many there are. */
    int count() {
        return edits.length;
    }

    /** The edit in the batch of each column; not to be written to. */
    int[] edits() {
        return edits;
    }

    /** The layer's channel of each column; not to be written to. */
    int[] channels() {
        return channels;
    }
}
