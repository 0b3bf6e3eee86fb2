package io.github.hdecomp;

import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Explains a decision of a convolutional network: recursively divides it among the channels of lower and lower layers
 * (Cheng et al., "Deeply Explain CNN via Hierarchical Decomposition", arXiv 2201.09205).
 *
 * <p>Nothing here changes the model; calls may run on several threads at once.
 */
public final class Decomposer {
    private Decomposer() {}

    /**
     * The evidence tree of the score of a class.
     *
     * @param model a network
     * @param image a picture, resized and normalised as the model wants it
     * @param classId the class to explain
     * @return the tree, three children per decision, down all stages of the model
     * @throws IllegalArgumentException if there is no such class
     * @throws ArithmeticException if the network computes a value that is not finite; names the layer
     */
    public static EvidenceTree explain(Model model, BufferedImage image, int classId) {
        return explain(model, image, classId, Options.defaults());
    }

    /**
     * The evidence tree of the score of a class.
     *
     * @param model a network
     * @param image a picture, resized and normalised as the model wants it
     * @param classId the class to explain
     * @param options how the tree is grown
     * @return the tree
     * @throws IllegalArgumentException if there is no such class or tap
     */
    public static EvidenceTree explain(Model model, BufferedImage image, int classId, Options options) {
        try (Exploration exploration = open(model, image)) {
            return exploration.tree(new ClassDecision(classId), options);
        }
    }

    /**
     * The evidence tree of the predicted class.
     *
     * @param model a network
     * @param image a picture, resized and normalised as the model wants it
     * @return the tree, three children per decision, down all stages of the model
     */
    public static EvidenceTree explain(Model model, BufferedImage image) {
        return explain(model, image, Options.defaults());
    }

    /**
     * The evidence tree of the predicted class.
     *
     * @param model a network
     * @param image a picture, resized and normalised as the model wants it
     * @param options how the tree is grown
     * @return the tree
     * @throws IllegalArgumentException if there is no such tap
     */
    public static EvidenceTree explain(Model model, BufferedImage image, Options options) {
        try (Exploration exploration = open(model, image)) {
            return exploration.tree(options);
        }
    }

    /**
     * The evidence tree of the score of a class.
     *
     * @param model a network
     * @param input the network's input, already preprocessed
     * @param classId the class to explain
     * @return the tree, three children per decision, down all stages of the model
     * @throws IllegalArgumentException if there is no such class or the shape is not the network's
     */
    public static EvidenceTree explain(Model model, Tensor input, int classId) {
        return explain(model, input, classId, Options.defaults());
    }

    /**
     * The evidence tree of the score of a class.
     *
     * @param model a network
     * @param input the network's input, already preprocessed
     * @param classId the class to explain
     * @param options how the tree is grown
     * @return the tree
     * @throws IllegalArgumentException if there is no such class or tap, or the shape is not the network's
     */
    public static EvidenceTree explain(Model model, Tensor input, int classId, Options options) {
        try (Exploration exploration = open(model, input)) {
            return exploration.tree(new ClassDecision(classId), options);
        }
    }

    /**
     * The evidence tree of the predicted class.
     *
     * @param model a network
     * @param input the network's input, already preprocessed
     * @param options how the tree is grown
     * @return the tree
     * @throws IllegalArgumentException if there is no such tap or the shape is not the network's
     */
    public static EvidenceTree explain(Model model, Tensor input, Options options) {
        try (Exploration exploration = open(model, input)) {
            return exploration.tree(options);
        }
    }

    /**
     * The evidence trees of the predicted classes of several pictures, one after the other.
     *
     * @param model a network
     * @param images pictures, resized and normalised as the model wants them
     * @return one tree per picture, in order, three children per decision, down all stages of the model
     */
    public static List<EvidenceTree> explain(Model model, List<BufferedImage> images) {
        return explain(model, images, Options.defaults());
    }

    /**
     * The evidence trees of the predicted classes of several pictures, one after the other.
     *
     * @param model a network
     * @param images pictures, resized and normalised as the model wants them
     * @param options how the trees are grown
     * @return one tree per picture, in order
     * @throws IllegalArgumentException if there is no such tap
     */
    public static List<EvidenceTree> explain(Model model, List<BufferedImage> images, Options options) {
        return images.stream().map(image -> explain(model, image, options)).toList();
    }

    /**
     * The evidence trees of a class each of several pictures, one after the other.
     *
     * @param model a network
     * @param images pictures, resized and normalised as the model wants them
     * @param classIds for each picture, the class to explain
     * @return one tree per picture, in order, three children per decision, down all stages of the model
     * @throws IllegalArgumentException if there are not as many classes as pictures, or there is no such class
     */
    public static List<EvidenceTree> explain(Model model, List<BufferedImage> images, List<Integer> classIds) {
        return explain(model, images, classIds, Options.defaults());
    }

    /**
     * The evidence trees of a class each of several pictures, one after the other.
     *
     * @param model a network
     * @param images pictures, resized and normalised as the model wants them
     * @param classIds for each picture, the class to explain
     * @param options how the trees are grown
     * @return one tree per picture, in order
     * @throws IllegalArgumentException if there are not as many classes as pictures, or there is no such class or tap
     */
    public static List<EvidenceTree> explain(
            Model model, List<BufferedImage> images, List<Integer> classIds, Options options) {
        if (images.size() != classIds.size()) {
            throw new IllegalArgumentException("decomposer: got " + images.size() + " pictures and " + classIds.size()
                    + " classes, expected one class for each picture");
        }
        return IntStream.range(0, images.size())
                .mapToObj(i -> explain(model, images.get(i), classIds.get(i), options))
                .toList();
    }

    /**
     * Records a picture, to decompose any decision about it.
     *
     * @param model a network
     * @param image a picture, resized and normalised as the model wants it
     * @return the exploration; the caller closes it
     */
    public static Exploration open(Model model, BufferedImage image) {
        Preprocessing preprocessing = model.spec().preprocessing();
        return open(model, preprocessing.apply(image), preprocessing);
    }

    /**
     * Records an input, to decompose any decision about it.
     *
     * @param model a network
     * @param input the network's input, already preprocessed
     * @return the exploration; the caller closes it
     * @throws IllegalArgumentException if the shape is not the network's
     */
    public static Exploration open(Model model, Tensor input) {
        return new Exploration(model, input, Optional.empty());
    }

    /**
     * Records an input that the caller made of a picture, so that trees can say how.
     *
     * @param model a network
     * @param input the network's input, already preprocessed
     * @param preprocessing how it was made, for the provenance of trees; nothing is computed with it
     * @return the exploration; the caller closes it
     * @throws IllegalArgumentException if the shape is not the network's
     */
    public static Exploration open(Model model, Tensor input, Preprocessing preprocessing) {
        return new Exploration(model, input, Optional.of(preprocessing));
    }
}
