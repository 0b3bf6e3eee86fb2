package io.github.hdecomp.examples.parts;

import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/** The plain gradient (Simonyan et al. 2013) at any stage: the magnitudes of the decision's derivative, added up over channels. */
public record GradientMethod() implements PartsMethod {
    @Override
    public String name() {
        return "gradient";
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        Gradient gradient = look.exploration()
                .tape()
                .gradients(List.of(decision), stage, BackwardRule.GRADIENT)
                .get(0);
        Shape layer = look.exploration().model().layer(stage).output();
        Tensor patch = Reduction.SUM_OF_MAGNITUDES.map(gradient.values());
        Region region = gradient.region();
        float[] cells = new float[layer.height() * layer.width()];
        for (int row = 0; row < region.height(); row++) {
            patch.copyTo(row * region.width(), cells, (region.y() + row) * layer.width() + region.x(), region.width());
        }
        return Found.of(Tensor.adopt(Shape.of(layer.height(), layer.width()), cells));
    }
}
