package io.github.hdecomp.examples.parts;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.examples.scenes.ScenePicture;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One recorded picture of a scene and the trees of the decisions that were asked for; confined to a thread. */
public final class Look implements AutoCloseable {
    private final ScenePicture picture;
    private final Exploration exploration;
    private final Options options;
    private final Map<Decision, EvidenceTree> trees = new HashMap<>();

    /**
     * Records a picture.
     *
     * @param model a network for pictures of scenes
     * @param picture what it sees
     * @param children of each decision of the trees
     */
    public Look(Model model, ScenePicture picture, int children) {
        this.picture = picture;
        this.exploration = Decomposer.open(model, model.spec().preprocessing().normalize(picture.image()));
        this.options = Options.defaults().withChildren(children);
    }

    /**
     * What the network saw.
     *
     * @return the picture
     */
    public ScenePicture picture() {
        return picture;
    }

    /**
     * The recorded pass.
     *
     * @return open until this is closed
     */
    public Exploration exploration() {
        return exploration;
    }

    /**
     * Whether the network names the scene's class.
     *
     * @return true if its score is the largest
     */
    public boolean right() {
        return exploration.prediction().classId()
                == picture.scene().sceneClass().id();
    }

    /**
     * The tree of a decision; grown once.
     *
     * @param decision a class or a contrast of two
     * @return the tree, over all stages
     */
    public EvidenceTree tree(Decision decision) {
        return trees.computeIfAbsent(decision, asked -> exploration.tree(asked, options));
    }

    /**
     * A node of a tree with its part in the root's evidence.
     *
     * @param node its neuron
     * @param weight the product of the shares along the path to it
     */
    record Weighted(EvidenceNode node, double weight) {}

    /** The nodes of a tree at a stage; one that several paths lead to is there once per path. */
    List<Weighted> nodes(Decision decision, Tap stage) {
        List<Weighted> level = List.of(new Weighted(tree(decision).root(), 1));
        while (!level.isEmpty()) {
            Optional<Tap> into = level.stream()
                    .flatMap(above -> above.node().into().stream())
                    .findFirst();
            List<Weighted> below = new ArrayList<>();
            for (Weighted above : level) {
                for (EvidenceNode child : above.node().children()) {
                    double share = child.evidence().orElseThrow().share();
                    below.add(new Weighted(child, above.weight() * share));
                }
            }
            if (into.equals(Optional.of(stage))) {
                return below;
            }
            level = below;
        }
        return List.of();
    }

    /** The neurons of a tree at a stage, each once with the weights of all paths to it added up. */
    List<Weighted> neurons(Decision decision, Tap stage) {
        Map<Decision, Weighted> neurons = new LinkedHashMap<>();
        for (Weighted path : nodes(decision, stage)) {
            neurons.merge(
                    path.node().decision(),
                    path,
                    (one, other) -> new Weighted(one.node(), one.weight() + other.weight()));
        }
        return List.copyOf(neurons.values());
    }

    /** The neuron of a tree at a stage with the largest weight; empty if there is none. */
    Optional<EvidenceNode> heaviest(Decision decision, Tap stage) {
        return neurons(decision, stage).stream()
                .max(Comparator.comparingDouble(Weighted::weight))
                .map(Weighted::node);
    }

    @Override
    public void close() {
        exploration.close();
    }
}
