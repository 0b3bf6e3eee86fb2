package io.github.hdecomp.model;

/**
 * The feature value of one neuron: F[channel, y, x] at a tap.
 *
 * @param tap the layer; at {@link Tap#INPUT} the value of one pixel's channel, which cannot be decomposed further
 * @param channel its channel, from 0
 * @param y its row in the layer's map
 * @param x its column
 */
public record NeuronDecision(Tap tap, int channel, int y, int x) implements Decision {

    @Override
    public String toString() {
        return tap + "[" + channel + ", " + y + ", " + x + "]";
    }
}
