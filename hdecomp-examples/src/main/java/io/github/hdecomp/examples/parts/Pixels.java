package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tree.EvidenceNode;

/** Where neurons lie in the picture. */
final class Pixels {
    private Pixels() {}

    /** The pixel in the middle of a node's neuron. */
    static int of(EvidenceNode node, Look look, Tap stage) {
        Shape layer = look.exploration().model().layer(stage).output();
        return of((NeuronDecision) node.decision(), Shape.of(layer.height(), layer.width()));
    }

    /** The pixel in the middle of a neuron of a layer of shape (h, w). */
    static int of(NeuronDecision neuron, Shape layer) {
        return Found.pixel(neuron.y(), neuron.x(), layer);
    }
}
