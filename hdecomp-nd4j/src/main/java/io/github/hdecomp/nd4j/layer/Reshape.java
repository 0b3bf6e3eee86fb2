package io.github.hdecomp.nd4j.layer;

import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.tensor.Shape;

/**
 * y, in the order C, H, W, holds the values of x in the order C, H, W, under another shape.
 *
 * <p>Pull-back: every value of x receives that of dy.
 */
final class Reshape extends Rearrangement {

    private Reshape(Shape input, Shape output) {
        super(input, output);
    }

    static Reshape of(NodeSpec node, Shape input) {
        Shape output = Shape.of(node.attributes().integers("shape", 0, 0, 0));
        if (output.size() != input.size()) {
            throw new IllegalArgumentException(
                    "input has shape " + input + ", which cannot be seen as " + output + " of another size");
        }
        return new Reshape(input, output);
    }

    @Override
    public boolean isIdentity() {
        return input().equals(output());
    }

    @Override
    int indexInInput(int channel, int y, int x) {
        int flat = (channel * output().height() + y) * output().width() + x;
        int cells = input().height() * input().width();
        return flat % cells * input().channels() + flat / cells;
    }
}
