package io.github.hdecomp.examples.explore;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Covers rectangles of a picture with its own mean colour, so that no colour comes in that was not there. */
final class Occlusion {
    private static final int MOST = 16;

    private Occlusion() {}

    /** The input with the rectangles covered; itself if there are none. */
    static Tensor of(Tensor input, List<Box> boxes) {
        if (boxes.isEmpty()) {
            return input;
        }
        if (boxes.size() > MOST) {
            throw Refusal.badRequest("Got " + boxes.size() + " rectangles to cover, at most " + MOST + " are taken.");
        }
        Shape shape = input.shape();
        float[] values = input.toArray();
        int plane = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            float mean = mean(input, channel * plane, plane);
            for (Box box : boxes) {
                Region region = box.within(shape.height(), shape.width());
                for (int y = region.y(); y < region.bottom(); y++) {
                    int row = channel * plane + y * shape.width();
                    Arrays.fill(values, row + region.x(), row + region.right(), mean);
                }
            }
        }
        return Tensor.adopt(shape, values);
    }

    private static float mean(Tensor input, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += input.get(i);
        }
        return (float) (sum / count);
    }
}
