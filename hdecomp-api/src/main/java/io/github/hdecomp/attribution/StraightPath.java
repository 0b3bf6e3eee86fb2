package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;

/** The pictures between a baseline and the recorded one: x' + a (x - x') for a from 0 to 1. */
final class StraightPath {
    private final Model model;
    private final Tensor baseline;
    private final Tensor input;

    /** What is done at a point of the path. */
    @FunctionalInterface
    interface Stop {
        void at(int index, Tape tape);
    }

    StraightPath(Tape tape, Baseline baseline) {
        this.model = tape.model();
        this.baseline = baseline.of(model.spec());
        this.input = tape.activation(Tap.INPUT);
    }

    Tensor baseline() {
        return baseline;
    }

    Tensor input() {
        return input;
    }

    private Tensor point(double a) {
        float[] values = new float[input.size()];
        for (int i = 0; i < values.length; i++) {
            double from = baseline.get(i);
            values[i] = (float) (from + a * (input.get(i) - from));
        }
        return Tensor.adopt(input.shape(), values);
    }

    /** Records the picture at each point in turn. */
    void walk(double[] points, Stop stop) {
        for (int i = 0; i < points.length; i++) {
            try (Tape tape = model.record(point(points[i]))) {
                stop.at(i, tape);
            }
        }
    }
}
