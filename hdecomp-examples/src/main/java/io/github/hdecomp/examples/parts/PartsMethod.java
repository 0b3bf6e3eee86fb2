package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;

/** A way to find evidence for a decision at a stage of a network. One method is one record. */
public interface PartsMethod {

    /**
     * The method's name in tables.
     *
     * @return a few words
     */
    String name();

    /**
     * Whether the method has something to say of a stage.
     *
     * @param stage a stage of the network, or {@link Tap#INPUT}
     * @return false if its column stays empty
     */
    default boolean sees(Tap stage) {
        return !stage.equals(Tap.INPUT);
    }

    /**
     * Whether the method differs from another one by its peak alone, so that nothing else need be measured.
     *
     * @return false if all is measured
     */
    default boolean onlyPoints() {
        return false;
    }

    /**
     * Finds the evidence for a decision.
     *
     * @param look the recorded picture
     * @param decision what is explained
     * @param stage where; one that the method {@linkplain #sees sees}
     * @return where the evidence is
     */
    Found find(Look look, Decision decision, Tap stage);
}
