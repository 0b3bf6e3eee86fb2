package io.github.hdecomp;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.tree.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * One recorded pass of a network over one picture, on which any decision can be decomposed into any layer below it, as often
 * as one likes: what an interactive tool holds. It owns native memory until {@link #close()} and is confined to one thread
 * at a time.
 */
public final class Exploration implements AutoCloseable {
    private final Tensor input;
    private final Optional<Preprocessing> preprocessing;
    private final Tape tape;
    private final Prediction prediction;
    private Optional<String> inputSha256 = Optional.empty();

    Exploration(Model model, Tensor input, Optional<Preprocessing> preprocessing) {
        this.input = input;
        this.preprocessing = preprocessing;
        this.tape = model.record(input);
        this.prediction = new Prediction(tape.logits(), model.spec().labels());
    }

    /**
     * The model that is explored.
     *
     * @return the model
     */
    public Model model() {
        return tape.model();
    }

    /**
     * The input that was recorded.
     *
     * @return the preprocessed picture, shape of the network's input
     */
    public Tensor input() {
        return input;
    }

    /** The fingerprint of the input that trees carry, taken when the first of them grows. */
    synchronized String inputSha256() {
        String known = inputSha256.orElseGet(() -> Fingerprint.of(input));
        inputSha256 = Optional.of(known);
        return known;
    }

    /**
     * How the input was made of a picture.
     *
     * @return the preprocessing, empty if the input was given as a tensor
     */
    public Optional<Preprocessing> preprocessing() {
        return preprocessing;
    }

    /**
     * The recorded pass, for analyses of one's own; it is closed with the exploration.
     *
     * @return the tape
     */
    public Tape tape() {
        return tape;
    }

    /**
     * What the network says of the picture.
     *
     * @return the prediction
     */
    public Prediction prediction() {
        return prediction;
    }

    /**
     * Decomposes one decision into the channels of one layer. The layers need not be adjacent stages.
     *
     * @param decision a class, a neuron or a weighted sum of such
     * @param tap a layer below it, or {@link Tap#INPUT}
     * @return the contributions of all channels
     * @throws IllegalArgumentException if either does not exist, or the tap does not lie below the decision
     */
    public Decomposition decompose(Decision decision, Tap tap) {
        return decompose(List.of(decision), tap).get(0);
    }

    /**
     * Decomposes several decisions into the channels of one layer, as one batch.
     *
     * @param decisions classes, neurons and weighted sums of such
     * @param tap a layer below all of them, or {@link Tap#INPUT}
     * @return one decomposition per decision, in order
     * @throws IllegalArgumentException if one of them does not exist, or the tap does not lie below a decision
     */
    public List<Decomposition> decompose(List<? extends Decision> decisions, Tap tap) {
        return GradientActivationPropagation.decompose(tape, decisions, tap);
    }

    /**
     * A decomposed decision with some channels as its children: what a tree is made of, for tools that grow one decision at
     * a time.
     *
     * @param decomposition one of this exploration's
     * @param children the channels to show, such as those that {@link Options#choose} takes, each with those that are merged
     *     into it; their contributions are positive
     * @return the decision, without what it gives to one above it; its children end there
     * @throws IllegalStateException if the decomposition did not keep the map of a channel to show
     */
    public EvidenceNode branch(Decomposition decomposition, List<OverlapSuppression.Group> children) {
        return Branching.of(this, decomposition, children);
    }

    /**
     * What a tree of this exploration is made of.
     *
     * @param options how it was grown
     * @return the provenance
     */
    public Provenance provenance(Options options) {
        return new Provenance(
                model().spec().name(),
                model().weightsSha256(),
                inputSha256(),
                preprocessing,
                options,
                model().backend(),
                Version.current());
    }

    /**
     * A sharp picture of what drives a decision: guided backpropagation (Springenberg et al. 2014) to the input, cut to the
     * decision's receptive field. It is for looking at; no contribution is computed from it.
     *
     * @param decision a class, a neuron or a weighted sum of such
     * @return the signal on the receptive field
     * @throws IllegalArgumentException if there is no such decision
     */
    public Gradient sharpen(Decision decision) {
        return tape.gradients(List.of(decision), Tap.INPUT, BackwardRule.GUIDED_BACKPROP)
                .get(0);
    }

    /**
     * The evidence tree of the predicted class.
     *
     * @param options how it is grown
     * @return the tree
     */
    public EvidenceTree tree(Options options) {
        return tree(new ClassDecision(prediction.classId()), options);
    }

    /**
     * The evidence tree of any decision.
     *
     * @param decision a class, a neuron or a weighted sum of such
     * @param options how it is grown; taps that do not lie below the decision are refused
     * @return the tree
     * @throws IllegalArgumentException if a decision or tap does not exist, or the model has no stages and none are given
     */
    public EvidenceTree tree(Decision decision, Options options) {
        return new TreeGrower(this, options).grow(decision);
    }

    /** Gives the native memory back; a second call does nothing. */
    @Override
    public void close() {
        tape.close();
    }
}
