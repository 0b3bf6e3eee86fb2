package io.github.hdecomp.model;

import io.github.hdecomp.relevance.RelevanceRules;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;

/**
 * One recorded forward pass: the features of every layer for one input, and the pull-back of any decision to any layer
 * below it.
 *
 * <p>A tape owns native memory and gives it back on {@link #close()}. It is confined to one thread at a time; several
 * tapes of one model may be used by several threads at once.
 */
public interface Tape extends AutoCloseable {

    /**
     * The model that was recorded.
     *
     * @return the model
     */
    Model model();

    /**
     * The scores of all classes before any softmax.
     *
     * @return shape (classes)
     */
    Tensor logits();

    /**
     * The features of a layer.
     *
     * @param tap the layer
     * @return shape (C, H, W)
     * @throws IllegalArgumentException if there is no such layer
     */
    Tensor activation(Tap tap);

    /**
     * The features of a layer on a part of its map.
     *
     * @param tap the layer
     * @param region a region inside the map
     * @return shape (C, region's height, region's width)
     * @throws IllegalArgumentException if there is no such layer or the region leaves its map
     */
    Tensor activation(Tap tap, Region region);

    /**
     * The value of a decision.
     *
     * @param decision a class, a neuron or a weighted sum
     * @return the logit, the feature value or the sum
     * @throws IllegalArgumentException if the model has no such class or neuron
     */
    float value(Decision decision);

    /**
     * The derivatives of several decisions with respect to one layer. They run through the layers as one batch, each
     * computed only on its receptive field. A weighted sum is one of the batch, however many terms it has: its terms run
     * together on the region that covers their receptive fields.
     *
     * @param decisions what to differentiate, in any order; an empty list gives an empty list
     * @param tap the layer, below every decision
     * @param rule what ReLUs do on the way
     * @return one gradient per decision, in order
     * @throws IllegalArgumentException if a decision or the tap does not exist, or the tap does not lie below a decision
     */
    List<Gradient> gradients(List<? extends Decision> decisions, Tap tap, BackwardRule rule);

    /**
     * A signal at one layer taken back to a layer below it: the vector-Jacobian product with any cotangent.
     *
     * @param from the layer of the signal
     * @param cotangent the signal, one value for each of the layer's
     * @param to a layer below, or {@link Tap#INPUT}
     * @param rule what ReLUs do on the way
     * @return what arrives, of the shape of the layer {@code to}
     * @throws IllegalArgumentException if a tap does not exist, {@code to} does not lie below {@code from}, or the
     *     signal has not the shape of the layer {@code from}
     */
    Tensor pullBack(Tap from, Tensor cotangent, Tap to, BackwardRule rule);

    /**
     * The derivatives of several decisions with respect to one layer, multiplied with its features.
     *
     * @param decisions what to differentiate, in any order; an empty list gives an empty list
     * @param tap the layer, below every decision
     * @return the products of each decision, in order
     * @throws IllegalArgumentException if a decision or the tap does not exist, or the tap does not lie below a decision
     */
    List<ChannelProducts> products(List<? extends Decision> decisions, Tap tap);

    /**
     * The sums of all channels of {@link #products(List, Tap)}, and of each decision the products of the channels with the largest
     * sums: all that a tree shows, in less time and memory. What is kept is the same, bit for bit.
     *
     * @param decisions what to differentiate, in any order; an empty list gives an empty list
     * @param tap the layer, below every decision
     * @param strongest of how many channels products are kept at least, 0 or more; the lower channel first on ties
     * @return the products of each decision, in order; for a channel that was not kept, all but the sum may be refused with
     *     {@link IllegalStateException}
     * @throws IllegalArgumentException if a decision or the tap does not exist, the tap does not lie below a decision, or
     *     {@code strongest} is negative
     */
    default List<ChannelProducts> products(List<? extends Decision> decisions, Tap tap, int strongest) {
        return products(decisions, tap);
    }

    /**
     * Hands relevance down to lower layers, layer by layer, by rules of layer-wise relevance propagation. What is handed down is
     * linear in what it starts from. Several starts run through the layers as one batch. Weights that rules change, such as
     * their positive parts, are kept by the model for later calls.
     *
     * @param starts for each propagation, the layers where it begins and the relevance of all their values, shapes (C, H, W); an
     *     empty list gives an empty list
     * @param rules which layer does what
     * @param taps the layers where relevance is read, each at or below a layer of every start
     * @return for each start, in order, the relevance of all taps; a tap of a start's own has what the start gives it and what
     *     arrives from above
     * @throws IllegalArgumentException if a tap does not exist or lies neither at nor below a layer of a start, or a start has
     *     another shape than its layer
     * @throws ArithmeticException if relevance is not finite; names the first layer that received such a value
     */
    List<Relevance> relevance(List<Relevance> starts, RelevanceRules rules, List<Tap> taps);

    /**
     * The values of decisions after each of several edits to one layer: what the network would say if some of the layer's
     * channels were others. Each edit starts from the recorded features; nothing recorded is changed.
     *
     * <p>Only what an edit can change and a decision can see is computed. An edit of few channels passes the next
     * convolution or linear layer as a difference, through those channels' weights alone. Edits run in batches, whose
     * working memory stays below 128 MiB as long as a single edit does.
     *
     * @param tap the layer that is edited; {@link Tap#INPUT} for the picture's channels
     * @param edits the changes, in any order; an empty list gives a replay of no edits
     * @param decisions what is read: classes, neurons of layers above the tap, and sums of such. Decisions that the tap does
     *     not reach keep their values.
     * @return the values, in the order of edits and decisions
     * @throws IllegalArgumentException if a decision or the tap does not exist, a decision lies at or below the tap, or the
     *     layer has no such channel
     */
    Replay replay(Tap tap, List<Edit> edits, List<? extends Decision> decisions);

    /**
     * Gives the native memory back; a second call does nothing. It waits for a call that another thread has running.
     * Afterwards features, values and gradients are gone, and asking for them throws {@link IllegalStateException}; logits
     * and what was returned before stay valid.
     */
    @Override
    void close();
}
