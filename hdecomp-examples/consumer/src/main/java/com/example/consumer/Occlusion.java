package com.example.consumer;

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
 * Occlusion (Zeiler and Fergus 2013, arXiv 1311.2901): by how much the decision falls when a square of the picture is replaced
 * by the mean colour, averaged over the squares that cover a place.
 *
 * @param size rows and columns of the square, in pixels
 * @param step from one square to the next, in pixels, at most {@code size} so that every place is covered
 */
public record Occlusion(int size, int step) implements Saliency {

    /** Checks the ranges. */
    public Occlusion {
        if (size < 1 || step < 1 || step > size) {
            throw new IllegalArgumentException(
                    "occlusion: size " + size + " and step " + step + " must be 1 <= step <= size");
        }
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        float whole = tape.value(target);
        Tensor input = tape.activation(Tap.INPUT);
        int height = input.shape().height();
        int width = input.shape().width();
        double[] drops = new double[height * width];
        int[] covered = new int[drops.length];
        int squares = 0;
        for (int y = 0; y < height; y += step) {
            for (int x = 0; x < width; x += step, squares++) {
                try (Tape occluded = tape.model().record(without(input, y, x))) {
                    double drop = (double) whole - occluded.value(target);
                    for (int i : inside(y, x, height, width)) {
                        drops[i] += drop;
                        covered[i]++;
                    }
                }
            }
        }
        float[] map = new float[drops.length];
        boolean any = false;
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) (drops[i] / covered[i]);
            any |= map[i] != 0;
        }
        return new Attribution(
                name(),
                target,
                Tap.INPUT,
                Attribution.Kind.PLACES,
                Tensor.adopt(Shape.of(1, height, width), map),
                new Cost(squares, 0),
                OptionalDouble.empty(),
                any ? Optional.empty() : Optional.of("no square of the picture changes the decision"));
    }

    /** The picture with zeros, which are the mean colour after preprocessing, in one square. */
    private Tensor without(Tensor input, int y, int x) {
        float[] values = input.toArray();
        int cells = input.shape().height() * input.shape().width();
        for (int i : inside(y, x, input.shape().height(), input.shape().width())) {
            for (int channel = 0; channel < input.shape().channels(); channel++) {
                values[channel * cells + i] = 0;
            }
        }
        return Tensor.adopt(input.shape(), values);
    }

    /** The places of the square whose first pixel is (y, x), as far as it lies on the picture. */
    private int[] inside(int y, int x, int height, int width) {
        int bottom = Math.min(y + size, height);
        int right = Math.min(x + size, width);
        int[] places = new int[(bottom - y) * (right - x)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (y + i / (right - x)) * width + x + i % (right - x);
        }
        return places;
    }
}
