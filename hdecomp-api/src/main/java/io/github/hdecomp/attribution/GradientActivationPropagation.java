package io.github.hdecomp.attribution;

import io.github.hdecomp.model.ChannelProducts;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.LayerInfo;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * gradient-based Activation Propagation (gAP): divides a decision d among the channels of a lower layer with features F of
 * shape (K, h, w) by
 *
 * <pre>
 *   G = ∂d / ∂F          (Eq. 2)
 *   A = G · F            (Eq. 3, elementwise)
 *   alpha_k = mean A_k   (Eq. 4)
 *   peak_k = argmax A_k  (Eq. 5)
 * </pre>
 *
 * <p>Cheng et al., "Deeply Explain CNN via Hierarchical Decomposition" (IJCV 2022, arXiv 2201.09205). The gradient is the
 * true one; there is no ReLU and no normalisation.
 */
public final class GradientActivationPropagation {
    private GradientActivationPropagation() {}

    /**
     * Decomposes several decisions into the channels of one layer, as one batch.
     *
     * @param tape a recorded pass
     * @param decisions what to decompose
     * @param tap the layer, below every decision; {@link Tap#INPUT} for the channels of the picture
     * @return one decomposition per decision, in order
     * @throws IllegalArgumentException if a decision or the tap does not exist, or the tap does not lie below a decision
     * @throws ArithmeticException if a contribution is not finite; names the first layer with such a feature
     */
    public static List<Decomposition> decompose(Tape tape, List<? extends Decision> decisions, Tap tap) {
        return decompositions(tape, decisions, tap, tape.products(decisions, tap));
    }

    /**
     * The decompositions of {@link #decompose(Tape, List, Tap)} with the peaks and maps of the strongest channels only: all that a
     * tree shows, in less time and memory.
     *
     * @param tape a recorded pass
     * @param decisions what to decompose
     * @param tap the layer, below every decision; {@link Tap#INPUT} for the channels of the picture
     * @param strongest how many channels with the largest contributions to keep of each decision, 0 or more
     * @return one decomposition per decision, in order, with the contributions of all channels; peaks and maps of channels that
     *     were not kept may be refused with {@link IllegalStateException}
     * @throws IllegalArgumentException if a decision or the tap does not exist, the tap does not lie below a decision, or
     *     {@code strongest} is negative
     * @throws ArithmeticException if a contribution is not finite; names the first layer with such a feature
     */
    public static List<Decomposition> decompose(Tape tape, List<? extends Decision> decisions, Tap tap, int strongest) {
        return decompositions(tape, decisions, tap, tape.products(decisions, tap, strongest));
    }

    private static List<Decomposition> decompositions(
            Tape tape, List<? extends Decision> decisions, Tap tap, List<ChannelProducts> products) {
        Shape layer = tape.model().layer(tap).output();
        List<Decomposition> result = new ArrayList<>(decisions.size());
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            Decomposition decomposition =
                    new Decomposition(decision, tape.value(decision), tap, layer, products.get(i));
            // One channel that is not finite makes the sum of all so: nothing finite makes up for it.
            if (!Double.isFinite(decomposition.totalContribution())) {
                throw notFinite(tape, decision, tap);
            }
            result.add(decomposition);
        }
        return result;
    }

    /** Features that are not finite can be hidden from the scores by ReLUs, and products of finite ones can overflow. */
    private static ArithmeticException notFinite(Tape tape, Decision decision, Tap tap) {
        Stream<Tap> layers = tape.model().layers().stream().map(LayerInfo::tap);
        String reason = Stream.concat(Stream.of(Tap.INPUT), layers)
                .filter(layer -> !isFinite(tape.activation(layer)))
                .findFirst()
                .map(layer -> layer + " is the first layer with features that are not finite")
                .orElse("all features are, but their products with the gradient overflow");
        return new ArithmeticException(tape.model().spec().name() + ": contributions of " + tap + " to " + decision
                + " are not finite; " + reason + "; check the input's range and the weights");
    }

    private static boolean isFinite(Tensor tensor) {
        for (int i = 0; i < tensor.size(); i++) {
            if (!Float.isFinite(tensor.get(i))) {
                return false;
            }
        }
        return true;
    }
}
