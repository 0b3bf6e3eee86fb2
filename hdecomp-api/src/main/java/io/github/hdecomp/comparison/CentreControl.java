package io.github.hdecomp.comparison;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * No explanation: a Gaussian hill in the middle of the picture, whose deviation is a quarter of its sides. Photographers put
 * their object there, so that many metrics reward it; TorchRay lists it as {@code center}.
 */
public record CentreControl() implements Saliency {
    private static final double DEVIATION = 0.25;

    @Override
    public String name() {
        return "centre";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        Shape input = tape.model().spec().input();
        int height = input.height();
        int width = input.width();
        float[] values = new float[height * width];
        for (int y = 0, at = 0; y < height; y++) {
            double down = ((y + 0.5) / height - 0.5) / DEVIATION;
            for (int x = 0; x < width; x++, at++) {
                double right = ((x + 0.5) / width - 0.5) / DEVIATION;
                values[at] = (float) Math.exp(-(right * right + down * down) / 2);
            }
        }
        return new Attribution(
                name(),
                target,
                Tap.INPUT,
                Attribution.Kind.PLACES,
                Tensor.adopt(Shape.of(1, height, width), values),
                new Cost(0, 0),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
