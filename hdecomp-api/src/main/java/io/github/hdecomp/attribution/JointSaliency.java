package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tape;
import java.util.List;

/** A method that explains several decisions for little more than the price of one. */
interface JointSaliency extends Saliency {

    @Override
    default Attribution explain(Tape tape, Decision target) {
        return explain(tape, List.of(target)).get(0);
    }

    @Override
    List<Attribution> explain(Tape tape, List<? extends Decision> targets);
}
