package io.github.hdecomp.attribution;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A method that says how much each cell of the picture, or of a layer, matters for a decision. One method is one record, whose
 * components are its parameters; it is immutable and may be used by several threads at once.
 */
public interface Saliency {

    /**
     * The method's name, by which a command line asks for it and a table lists it.
     *
     * @return lower case words joined by hyphens, such as {@code grad-cam}
     */
    String name();

    /**
     * What matters for a decision about the recorded picture. Methods that look at altered pictures run {@link Tape#model()}
     * on alterations of the tape's input.
     *
     * @param tape a recorded pass, which several methods may share; it stays open
     * @param target what is explained
     * @return raw values, neither normalised nor enlarged
     * @throws IllegalArgumentException if the target does not exist, or the method does not fit the network; says why, and
     *     which method would
     * @throws ArithmeticException if a value is not finite; names the layer
     */
    Attribution explain(Tape tape, Decision target);

    /**
     * What matters for a decision about a picture.
     *
     * @param model the network
     * @param input the picture, preprocessed, of the network's input shape
     * @param target what is explained
     * @return raw values, neither normalised nor enlarged
     */
    default Attribution explain(Model model, Tensor input, Decision target) {
        try (Tape tape = model.record(input)) {
            return explain(tape, target);
        }
    }

    /**
     * What matters for several decisions about one recorded picture.
     *
     * @param tape a recorded pass
     * @param targets what is explained, in any order
     * @return one attribution per target, in order
     */
    default List<Attribution> explain(Tape tape, List<? extends Decision> targets) {
        List<Attribution> attributions = new ArrayList<>(targets.size());
        for (Decision target : targets) {
            attributions.add(explain(tape, target));
        }
        return attributions;
    }

    /**
     * What matters for several decisions about each of several pictures. Pictures are recorded one after another, each once for
     * all targets, so that memory does not grow with their number.
     *
     * @param model the network
     * @param inputs the pictures, preprocessed, each of the network's input shape
     * @param targets what is explained of every picture, in any order
     * @return for each picture, in order, one attribution per target, in order
     */
    default List<List<Attribution>> explain(Model model, List<Tensor> inputs, List<? extends Decision> targets) {
        List<List<Attribution>> attributions = new ArrayList<>(inputs.size());
        for (Tensor input : inputs) {
            try (Tape tape = model.record(input)) {
                attributions.add(explain(tape, targets));
            }
        }
        return attributions;
    }
}
