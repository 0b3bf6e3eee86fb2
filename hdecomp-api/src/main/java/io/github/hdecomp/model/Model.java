package io.github.hdecomp.model;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A convolutional network with its weights, ready to run: a function from an input tensor to class scores, every layer of
 * which can be observed.
 *
 * <p>A model is immutable and may be shared between threads; nothing that is done with it changes it. It owns native
 * memory, the weights, and threads, and gives them back on {@link #close()}, or when the last of its tapes is closed after
 * that. A model that nobody closes gives them back some time after nothing refers to it any more, if its tapes are closed.
 *
 * <p>Beside the weights it keeps the working memory of earlier calls for later ones, for as many calls at once as there were,
 * but at most as many as there are processors. Each is about as large as the features of all layers together where inputs are
 * recorded, less where they are only predicted.
 */
public interface Model extends AutoCloseable {

    /**
     * The network's description.
     *
     * @return the graph, without the weights
     */
    ModelSpec spec();

    /**
     * The layers in the order of computation.
     *
     * @return one entry per node of the graph
     */
    List<LayerInfo> layers();

    /**
     * One layer.
     *
     * @param tap its name or an alias of it; {@link Tap#INPUT} is the data layer
     * @return what is known of it
     * @throws IllegalArgumentException if there is no such layer; names the nearest
     */
    LayerInfo layer(Tap tap);

    /**
     * The taps at which a decision is decomposed by default.
     *
     * @return lowest first
     */
    default List<Tap> stages() {
        return spec().stages();
    }

    /**
     * The number of classes.
     *
     * @return the length of the logits; 0 if the network ends in a map, so that all decisions are neurons
     */
    int classes();

    /**
     * The part of a layer that a decision reads: its receptive field there, cut at the map's border; the smallest region
     * that covers those of all terms of a weighted sum.
     *
     * @param decision a class, a neuron or a weighted sum
     * @param tap the decision's own layer, where it is one cell, a layer below it, or {@link Tap#INPUT}
     * @return the region; the derivative of the decision is exactly zero outside
     * @throws IllegalArgumentException if either does not exist, or the tap lies neither at nor below the decision
     */
    Region receptiveField(Decision decision, Tap tap);

    /**
     * The class scores of an input.
     *
     * @param input shape of the network's input, preprocessed
     * @return the prediction
     * @throws IllegalArgumentException if the shape differs
     * @throws ArithmeticException if a value is not finite; names the first layer that produced one
     */
    Prediction predict(Tensor input);

    /**
     * The class scores of several inputs.
     *
     * @param inputs each of the network's input shape
     * @return one prediction per input, in order
     */
    List<Prediction> predict(List<Tensor> inputs);

    /**
     * The class scores of an input if layers were others: each edit is applied to what its layer computes from the edited
     * layers below, before the layers above read it.
     *
     * @param input shape of the network's input, preprocessed
     * @param edits by layer; none for the plain scores. Not modified.
     * @return the prediction of the edited network
     * @throws IllegalArgumentException if the shape differs, there is no such layer or channel, or the runtime computes the
     *     layer only as a part of others
     * @throws ArithmeticException if a score is not finite
     */
    Prediction predict(Tensor input, Map<Tap, Edit> edits);

    /**
     * Runs the network once and keeps the features of every layer.
     *
     * @param input shape of the network's input, preprocessed
     * @return the recorded pass; the caller closes it
     * @throws IllegalArgumentException if the shape differs
     * @throws ArithmeticException if a value is not finite; names the first layer that produced one
     */
    Tape record(Tensor input);

    /**
     * The SHA-256 of the weights as float32 little-endian in the order of {@link ModelSpec#parameters()}.
     *
     * @return 64 hexadecimal digits
     */
    String weightsSha256();

    /**
     * What computes: the backend and the versions of what it stands on.
     *
     * @return one line
     */
    String backend();

    /** Gives the native memory back as soon as no tape of this model is open; a second call does nothing. */
    @Override
    void close();
}
