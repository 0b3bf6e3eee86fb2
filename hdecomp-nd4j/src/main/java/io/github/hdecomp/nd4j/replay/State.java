package io.github.hdecomp.nd4j.replay;

import io.github.hdecomp.nd4j.kernel.Part;

/** What a batch of edits makes of one layer, on the region that the decisions see. */
sealed interface State permits Columns, State.Full {

    /** The values. */
    Part part();

    /**
     * All channels.
     *
     * @param part one map per edit
     */
    record Full(Part part) implements State {}
}
