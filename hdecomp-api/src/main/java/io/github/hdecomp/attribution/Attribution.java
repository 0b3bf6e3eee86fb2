package io.github.hdecomp.attribution;

import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much each cell of a layer, or of the picture, matters for a decision, as one method sees it: raw signed values at
 * their natural resolution. Enlarging and normalising them is left to those who draw or score them.
 *
 * @param method the name of the method
 * @param target what is explained
 * @param tap the layer that the cells belong to; {@link Tap#INPUT} for the picture
 * @param kind what one value stands for
 * @param values shape (C, h, w) of the layer if the kind is {@link Kind#CELLS}, (1, h, w) if it is {@link Kind#PLACES}; all
 *     finite
 * @param cost what it took
 * @param error by how much the values fail the sum that the method promises, in units of the decision, such as the
 *     completeness gap of integrated gradients; empty where a method promises none
 * @param remark why the values are degenerate, such as "no channel speaks for the decision", in one sentence; empty if they
 *     are not. Degenerate values are zero, never NaN.
 */
public record Attribution(
        String method,
        Decision target,
        Tap tap,
        Kind kind,
        Tensor values,
        Cost cost,
        OptionalDouble error,
        Optional<String> remark) {

    /** What one value of an attribution stands for. */
    public enum Kind {
        /** One channel at one place: values have the shape of the layer. */
        CELLS,
        /** One place, all channels together: values have one channel. */
        PLACES
    }

    /**
     * Checks that the values can be drawn and scored.
     *
     * @param method see above
     * @param target see above
     * @param tap see above
     * @param kind see above
     * @param values see above
     * @param cost see above
     * @param error see above
     * @param remark see above
     * @throws ArithmeticException if a value is not finite
     */
    public Attribution {
        for (int i = 0; i < values.size(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new ArithmeticException(method + ": value " + i + " of " + values.shape() + " at " + tap + " is "
                        + values.get(i) + ", expected finite ones; check the input's range and the weights");
            }
        }
    }

    /**
     * The values as one map.
     *
     * @param reduction how the values of the channels of a place become one; those of places stay as they are
     * @return shape (h, w)
     */
    public Tensor map(Reduction reduction) {
        return kind == Kind.PLACES
                ? values.reshape(
                        Shape.of(values.shape().height(), values.shape().width()))
                : reduction.map(values);
    }
}
