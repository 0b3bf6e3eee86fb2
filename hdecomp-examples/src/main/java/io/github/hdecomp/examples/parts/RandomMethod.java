package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Objects;
import java.util.SplittableRandom;

/** Uniform random numbers in place of evidence, the same for the same picture, decision and stage: what chance does. */
public record RandomMethod() implements PartsMethod {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public boolean sees(Tap stage) {
        return true;
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        Shape layer = look.exploration().model().layer(stage).output();
        SplittableRandom random = new SplittableRandom(look.picture().scene().key()
                + Objects.hash(
                        decision.toString(),
                        stage.name(),
                        look.picture().scene().sceneClass().id()));
        float[] cells = new float[layer.height() * layer.width()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) random.nextDouble();
        }
        return Found.of(Tensor.adopt(Shape.of(layer.height(), layer.width()), cells));
    }
}
