package io.github.hdecomp.analysis;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a picture is taken for a wrong class (Cheng et al., Fig. 11): the trees of the predicted and the true class, the evidence
 * that only the wrong one has, and what happens when the places where that evidence lies are covered, one after the other by
 * descending share along the path, with the colour that the network takes for none.
 *
 * @param tree how both trees are grown
 * @param largest places that cover more than this part of the picture are not tried: covering nearly all of it proves nothing
 * @param attempts how many places are tried, at most
 */
public record FailureDiagnosis(Options tree, double largest, int attempts) {

    /**
     * Checks the ranges.
     *
     * @param tree see above
     * @param largest see above
     * @param attempts see above
     */
    public FailureDiagnosis {
        if (!(largest > 0 && largest <= 1) || attempts < 1) {
            throw new IllegalArgumentException("failure diagnosis: largest part " + largest + " and attempts "
                    + attempts + ", expected 0 … 1 and at least 1");
        }
    }

    /**
     * The default trees, places of up to half of the picture, forty attempts.
     *
     * @return the defaults
     */
    public static FailureDiagnosis defaults() {
        return new FailureDiagnosis(Options.defaults(), 0.5, 40);
    }

    /**
     * Evidence that only the wrong class has.
     *
     * @param neuron where it lies
     * @param share the product of the shares on the way to it
     * @param region the pixels that it reads
     */
    public record WrongEvidence(NeuronDecision neuron, double share, Region region) {}

    /**
     * A place that was covered.
     *
     * @param evidence what lies there
     * @param predicted the class that is predicted then
     * @param wrongProbability of the wrong class then
     * @param trueProbability of the true class then
     */
    public record Occlusion(WrongEvidence evidence, int predicted, double wrongProbability, double trueProbability) {}

    /**
     * What was found.
     *
     * @param wrong the class that is predicted
     * @param truth the true class
     * @param wrongProbability of the wrong class
     * @param trueProbability of the true class
     * @param wrongTree the tree of the wrong class
     * @param trueTree the tree of the true class
     * @param evidence what only the wrong tree has, by descending share
     * @param tried the places that were covered, in order, up to the first that repairs the decision
     * @param repair the first after which the true class is predicted, if any is
     */
    public record Diagnosis(
            int wrong,
            int truth,
            double wrongProbability,
            double trueProbability,
            EvidenceTree wrongTree,
            EvidenceTree trueTree,
            List<WrongEvidence> evidence,
            List<Occlusion> tried,
            Optional<Occlusion> repair) {}

    /**
     * Diagnoses one picture.
     *
     * @param model the network
     * @param input the picture as the network sees it
     * @param truth its class
     * @return what was found; empty if the picture is predicted rightly
     * @throws IllegalArgumentException if there is no such class
     */
    public Optional<Diagnosis> diagnose(Model model, Tensor input, int truth) {
        try (Exploration exploration = Decomposer.open(model, input)) {
            int wrong = exploration.prediction().classId();
            if (wrong == truth) {
                return Optional.empty();
            }
            EvidenceTree wrongTree = exploration.tree(new ClassDecision(wrong), tree);
            EvidenceTree trueTree = exploration.tree(new ClassDecision(truth), tree);
            List<WrongEvidence> evidence = onlyWrong(wrongTree, trueTree);
            List<Occlusion> tried = new ArrayList<>();
            Optional<Occlusion> repair = Optional.empty();
            for (WrongEvidence place : places(evidence, input.shape())) {
                Occlusion occlusion = occlude(model, input, place, wrong, truth);
                tried.add(occlusion);
                if (occlusion.predicted() == truth) {
                    repair = Optional.of(occlusion);
                    break;
                }
            }
            return Optional.of(new Diagnosis(
                    wrong,
                    truth,
                    probability(exploration.prediction(), wrong),
                    probability(exploration.prediction(), truth),
                    wrongTree,
                    trueTree,
                    evidence,
                    tried,
                    repair));
        }
    }

    private static List<WrongEvidence> onlyWrong(EvidenceTree wrongTree, EvidenceTree trueTree) {
        Set<String> known = new HashSet<>();
        trueTree.nodes().forEach(node -> {
            if (node.decision() instanceof NeuronDecision neuron) {
                known.add(channel(neuron));
            }
        });
        List<WrongEvidence> evidence = new ArrayList<>();
        collect(wrongTree.root(), 1, known, evidence);
        evidence.sort(Comparator.comparingDouble(found -> -found.share()));
        return evidence;
    }

    private static String channel(NeuronDecision neuron) {
        return neuron.tap() + "#" + neuron.channel();
    }

    private static void collect(EvidenceNode parent, double share, Set<String> known, List<WrongEvidence> evidence) {
        for (EvidenceNode child : parent.children()) {
            double product = share * child.evidence().orElseThrow().share();
            if (child.decision() instanceof NeuronDecision neuron && !known.contains(channel(neuron))) {
                Region region = child.evidence().orElseThrow().receptiveField();
                evidence.add(new WrongEvidence(neuron, product, region));
            }
            collect(child, product, known, evidence);
        }
    }

    /** Where evidence lies that may be covered, each place once. */
    private List<WrongEvidence> places(List<WrongEvidence> evidence, Shape picture) {
        double most = largest * picture.height() * picture.width();
        Set<Region> seen = new HashSet<>();
        return evidence.stream()
                .filter(found -> found.region().area() <= most && seen.add(found.region()))
                .limit(attempts)
                .toList();
    }

    private static Occlusion occlude(Model model, Tensor input, WrongEvidence place, int wrong, int truth) {
        Prediction prediction = model.predict(covered(input, place.region()));
        return new Occlusion(
                place, prediction.classId(), probability(prediction, wrong), probability(prediction, truth));
    }

    /**
     * A picture with a place covered by the mean colour, which the network sees as zeros.
     *
     * @param input the picture as the network sees it
     * @param region the place
     * @return the picture with the place covered
     */
    public static Tensor covered(Tensor input, Region region) {
        Shape shape = input.shape();
        float[] values = input.toArray();
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = region.y(); y < region.bottom(); y++) {
                int from = (c * shape.height() + y) * shape.width() + region.x();
                Arrays.fill(values, from, from + region.width(), 0);
            }
        }
        return Tensor.adopt(shape, values);
    }

    private static double probability(Prediction prediction, int classId) {
        return prediction.top(prediction.logits().size()).stream()
                .filter(candidate -> candidate.classId() == classId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("failure diagnosis: there is no class " + classId
                        + ", the network has " + prediction.logits().size()))
                .probability();
    }
}
