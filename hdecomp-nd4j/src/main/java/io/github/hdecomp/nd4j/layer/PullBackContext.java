package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.nd4j.kernel.Maps;
import io.github.hdecomp.nd4j.kernel.Run;

/**
 * What a pull-back is done with.
 *
 * @param recorded the layer's inputs and output in the recorded pass
 * @param rule what ReLUs do
 * @param run threads and working space
 */
public record PullBackContext(Recorded recorded, BackwardRule rule, Run run) {

    /** The values of one layer in a recorded pass. */
    public interface Recorded {
        /**
         * An input.
         *
         * @param input which, from 0
         * @return its maps
         */
        Maps x(int input);

        /**
         * The output.
         *
         * @return its maps
         */
        Maps y();
    }
}
