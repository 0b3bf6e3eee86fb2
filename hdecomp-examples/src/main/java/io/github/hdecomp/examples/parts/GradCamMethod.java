package io.github.hdecomp.examples.parts;

import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/**
 * Grad-CAM at any stage (Selvaraju et al. 2017): relu(Σ_k w_k F_k), where w_k is the mean of the decision's derivative over
 * channel k.
 */
public record GradCamMethod() implements PartsMethod {
    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        Gradient gradient = look.exploration()
                .tape()
                .gradients(List.of(decision), stage, BackwardRule.GRADIENT)
                .get(0);
        Tensor features = look.exploration().tape().activation(stage);
        int area = features.shape().height() * features.shape().width();
        int patch = gradient.region().area();
        float[] cells = new float[area];
        for (int channel = 0; channel < features.shape().channels(); channel++) {
            double sum = 0;
            for (int i = 0; i < patch; i++) {
                sum += gradient.values().get(channel * patch + i);
            }
            float weight = (float) (sum / area);
            for (int i = 0; i < area; i++) {
                cells[i] += weight * features.get(channel * area + i);
            }
        }
        return Found.of(Tensor.adopt(
                Shape.of(features.shape().height(), features.shape().width()), cells));
    }
}
