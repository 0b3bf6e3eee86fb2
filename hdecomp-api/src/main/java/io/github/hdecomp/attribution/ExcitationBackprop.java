package io.github.hdecomp.attribution;

import io.github.hdecomp.attribution.Attribution.Kind;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.NodeSpec;
import io.github.hdecomp.model.Relevance;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Excitation backpropagation: the probability that a walk which begins at the decision and goes down along excitatory
 * connections, each as likely as it contributes, passes a place of a layer: the sum over channels of p' = a · w⁺ᵀ (p / (w⁺ a)). The
 * contrastive form subtracts, at a layer near the top, the walk that begins along inhibitory connections, and keeps what is
 * positive in the end. Zhang et al., "Top-Down Neural Attention by Excitation Backprop" (ECCV 2016, arXiv 1608.00507), as in
 * TorchRay.
 *
 * <p>It is LRP by z⁺, started with one and stopped early. LRP may be subject to patents in some countries; check before
 * commercial use.
 *
 * @param tap where the map is read; by default the second highest stage, behind the pooling if one reads it: {@code
 *     features.23} of VGG-16, {@code layer3} of ResNet-50
 * @param contrastive whether the walk along inhibitory connections is subtracted; false by default
 * @param contrastTap where it is subtracted; by default below the layer with weights that the decision reads first
 */
public record ExcitationBackprop(Optional<Tap> tap, boolean contrastive, Optional<Tap> contrastTap)
        implements Saliency {

    /**
     * The plain form at the default layer.
     *
     * @return the defaults
     */
    public static ExcitationBackprop defaults() {
        return new ExcitationBackprop(Optional.empty(), false, Optional.empty());
    }

    /**
     * The contrastive form at the default layers.
     *
     * @return the method
     */
    public static ExcitationBackprop contrast() {
        return new ExcitationBackprop(Optional.empty(), true, Optional.empty());
    }

    @Override
    public String name() {
        return "excitation-backprop";
    }

    @Override
    public Attribution explain(Tape tape, Decision target) {
        Tap at = tap.orElseGet(() -> defaultTap(tape));
        Relevance start = Starts.of(tape, target, value -> 1);
        RelevanceRules rules = RelevanceRules.excitation();
        if (!contrastive) {
            Relevance found = tape.relevance(List.of(start), rules, List.of(at)).get(0);
            double missed = found.total() - start.total();
            return attribution(target, at, sum(found.at(at), false), new Cost(1, 1), OptionalDouble.of(missed));
        }
        List<Tap> high = List.of(contrastTap.orElseGet(() -> contrastTap(tape, target)));
        Tensor along = tape.relevance(List.of(start), rules, high).get(0).at(high.get(0));
        Tensor against =
                tape.relevance(List.of(start), rules.opposed(), high).get(0).at(high.get(0));
        Relevance difference = Relevance.of(high.get(0), minus(along, against));
        Relevance found =
                tape.relevance(List.of(difference), rules, List.of(at)).get(0);
        return attribution(target, at, sum(found.at(at), true), new Cost(2, 2), OptionalDouble.empty());
    }

    private static Tap defaultTap(Tape tape) {
        List<Tap> stages = tape.model().stages();
        if (stages.isEmpty()) {
            return Tap.INPUT;
        }
        Tap stage = stages.get(Math.max(0, stages.size() - 2));
        String name = tape.model().spec().resolve(stage);
        return tape.model().spec().nodes().stream()
                .filter(node -> node.inputs().contains(name) && node.operator().endsWith("Pool"))
                .findFirst()
                .map(NodeSpec::name)
                .map(Tap::of)
                .orElse(stage);
    }

    private static Tap contrastTap(Tape tape, Decision target) {
        return TopWeights.input(tape.model().spec(), target)
                .orElseThrow(
                        () -> new IllegalArgumentException("excitation-backprop: no single layer with weights comes"
                                + " first below " + target
                                + "; say with contrastTap where to contrast, such as the input of the"
                                + " last fully connected layer"));
    }

    private static Tensor minus(Tensor a, Tensor b) {
        float[] values = a.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= b.get(i);
        }
        return Tensor.adopt(a.shape(), values);
    }

    /** The sum over channels. */
    private static Tensor sum(Tensor cells, boolean positive) {
        Shape shape = cells.shape();
        int area = shape.height() * shape.width();
        float[] sums = new float[area];
        for (int place = 0; place < area; place++) {
            double sum = 0;
            for (int c = 0; c < shape.channels(); c++) {
                sum += cells.get(c * area + place);
            }
            sums[place] = (float) (positive ? Math.max(sum, 0) : sum);
        }
        return Tensor.adopt(Shape.of(1, shape.height(), shape.width()), sums);
    }

    private Attribution attribution(Decision target, Tap at, Tensor map, Cost cost, OptionalDouble error) {
        boolean none = true;
        for (int i = 0; i < map.size(); i++) {
            none &= map.get(i) == 0;
        }
        Optional<String> remark = none
                ? Optional.of(
                        "all values are zero: no excitatory connection leads from the decision to a place of " + at)
                : Optional.empty();
        return new Attribution(name(), target, at, Kind.PLACES, map, cost, error, remark);
    }
}
