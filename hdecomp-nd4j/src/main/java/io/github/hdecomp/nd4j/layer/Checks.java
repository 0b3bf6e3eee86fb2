package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.ParameterSpec;
import io.github.hdecomp.tensor.Shape;

/** Complaints about layers that do not fit; the graph adds the layer's name in front. */
final class Checks {
    private Checks() {}

    static void parameters(NodeSpec node, int least, int most, String expected) {
        int count = node.parameters().size();
        if (count < least || count > most) {
            throw new IllegalArgumentException("got " + count + " parameters, expected " + expected);
        }
    }

    static void shape(ParameterSpec parameter, Shape expected) {
        if (!parameter.shape().equals(expected)) {
            throw new IllegalArgumentException(
                    parameter.name() + " has shape " + parameter.shape() + ", expected " + expected);
        }
    }

    static void fits(Shape input, int outHeight, int outWidth, Object window) {
        if (outHeight < 1 || outWidth < 1) {
            throw new IllegalArgumentException("input " + input + " is smaller than the window " + window);
        }
    }
}
