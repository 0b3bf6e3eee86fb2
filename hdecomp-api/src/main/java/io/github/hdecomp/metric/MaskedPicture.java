package io.github.hdecomp.metric;

import io.github.hdecomp.tensor.Tensor;
import java.util.OptionalDouble;

/** What the network says of the part of a picture that an explanation shows. */
final class MaskedPicture {
    static final String NOTHING_SHOWN = "the map shows nothing: it is constant or nowhere positive";

    private MaskedPicture() {}

    /** The probability of the class on the normalised picture times the mask; empty if the mask is 0 everywhere. */
    static OptionalDouble probability(Explanation explanation, PictureMask form) {
        Question question = explanation.question();
        float[] mask = form.of(explanation.inputMap());
        float[] picture = question.input().toArray();
        boolean empty = true;
        for (int i = 0; i < picture.length; i++) {
            picture[i] *= mask[i % mask.length];
            empty &= mask[i % mask.length] == 0;
        }
        if (empty) {
            return OptionalDouble.empty();
        }
        Tensor masked = Tensor.adopt(question.input().shape(), picture);
        return OptionalDouble.of(question.probability(question.model().predict(masked)));
    }
}
