package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a class is recognised by, in many pictures: their trees laid over each other. Nodes are the class and channels, edges
 * lead from a decision's channel to those that it was decomposed into, with how often they are in a tree and the mean of their
 * shares there. Cheng et al. leave explanations of classes rather than pictures open (Section 5).
 *
 * @param children channels per decision, at most
 * @param predicted whether a picture belongs to the class that is predicted even where it has a label
 * @param leastFrequency nodes and edges in a smaller part of a class's trees are left out; 0 … 1
 * @param taps the layers; empty for the network's stages
 */
public record ClassEvidence(int children, boolean predicted, double leastFrequency, List<Tap> taps)
        implements DataSetAnalysis {
    private static final char BETWEEN = '\n';

    /**
     * Checks the ranges and keeps a copy of the list.
     *
     * @param children see above
     * @param predicted see above
     * @param leastFrequency see above
     * @param taps see above
     */
    public ClassEvidence {
        taps = List.copyOf(taps);
        if (children < 1 || !(leastFrequency >= 0 && leastFrequency <= 1)) {
            throw new IllegalArgumentException("class evidence: children " + children + " and least frequency "
                    + leastFrequency + ", expected at least 1 and 0 … 1");
        }
    }

    /**
     * Three channels per decision, all that is in a tenth of the trees.
     *
     * @return the defaults
     */
    public static ClassEvidence defaults() {
        return new ClassEvidence(3, false, 0.1, List.of());
    }

    /**
     * The tree of one picture.
     *
     * @param classId the class that was decomposed
     * @param edges by "from" and "to", joined by the end of a line, which no name has, the largest share
     */
    public record Picture(int classId, Map<String, Double> edges) {}

    /**
     * A node of the graph.
     *
     * @param id {@code class}, or layer#channel
     * @param frequency the part of trees that it is in
     */
    public record Node(String id, double frequency) {}

    /**
     * An edge of the graph.
     *
     * @param from a node
     * @param to a node one layer down
     * @param frequency the part of trees that it is in
     * @param share the mean of its shares there
     */
    public record Edge(String from, String to, double frequency, double share) {}

    /**
     * The graph of one class.
     *
     * @param classId the class
     * @param className its name; empty if it is not known
     * @param trees how many trees it is made of
     * @param nodes the class first, then by descending frequency
     * @param edges by descending frequency
     */
    public record Graph(int classId, String className, int trees, List<Node> nodes, List<Edge> edges) {}

    /**
     * The graphs.
     *
     * @param provenance what they were made of
     * @param graphs one per class
     * @param failures the pictures that could not be used
     */
    public record Result(AnalysisProvenance provenance, List<Graph> graphs, List<BulkRun.Failure> failures)
            implements AnalysisResult {
        private static final int SHOWN = 3;

        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            for (Graph graph : graphs) {
                graph.edges().stream()
                        .filter(edge -> edge.from().equals("class"))
                        .limit(SHOWN)
                        .forEach(edge -> lines.add(List.of(
                                graph.classId(),
                                graph.className(),
                                graph.trees(),
                                edge.to(),
                                edge.frequency(),
                                edge.share())));
            }
            return List.of(Table.of(
                    "The channels that classes are most often recognised by",
                    List.of("class", "name", "trees", "channel", "in part of trees", "mean share"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            return List.of();
        }
    }

    @Override
    public String name() {
        return "class-graph";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        Map<Integer, List<Picture>> byClass = new TreeMap<>();
        study.eachTape("trees", Picture.class, (seen, tape) -> measure(seen, tape, topDown))
                .forEach(item -> byClass.computeIfAbsent(item.value().classId(), unknown -> new ArrayList<>())
                        .add(item.value()));
        List<Graph> graphs = new ArrayList<>();
        List<String> names = model.spec().labels();
        byClass.forEach((classId, trees) ->
                graphs.add(graph(classId, classId < names.size() ? names.get(classId) : "", trees)));
        return new Result(study.provenance(), graphs, study.failures());
    }

    private Picture measure(Study.Seen seen, Tape tape, List<Tap> topDown) {
        int label = seen.entry().label().orElse(-1);
        boolean known = label >= 0 && label < tape.logits().size();
        int classId = known && !predicted ? label : new Prediction(tape.logits(), List.of()).classId();
        Map<String, Double> edges = new LinkedHashMap<>();
        for (Descent.Level level :
                new Descent(children, Integer.MAX_VALUE, false).from(new ClassDecision(classId), tape, topDown)) {
            for (Decomposition decomposition : level.decompositions()) {
                decomposition.activated().stream()
                        .limit(children)
                        .forEach(channel -> edges.merge(
                                id(decomposition.decision()) + BETWEEN + id(decomposition.peak(channel)),
                                decomposition.share(channel),
                                Math::max));
            }
        }
        return new Picture(classId, edges);
    }

    private static String id(Decision decision) {
        return decision instanceof NeuronDecision neuron ? neuron.tap() + "#" + neuron.channel() : "class";
    }

    private Graph graph(int classId, String className, List<Picture> trees) {
        Map<String, Integer> edgeCounts = new LinkedHashMap<>();
        Map<String, Double> shares = new LinkedHashMap<>();
        Map<String, Integer> nodeCounts = new LinkedHashMap<>();
        for (Picture tree : trees) {
            tree.edges().forEach((edge, share) -> {
                edgeCounts.merge(edge, 1, Integer::sum);
                shares.merge(edge, share, Double::sum);
            });
            tree.edges().keySet().stream()
                    .map(edge -> edge.substring(edge.indexOf(BETWEEN) + 1))
                    .distinct()
                    .forEach(node -> nodeCounts.merge(node, 1, Integer::sum));
        }
        List<Node> nodes = new ArrayList<>();
        nodeCounts.forEach((node, count) -> nodes.add(new Node(node, (double) count / trees.size())));
        List<Edge> edges = new ArrayList<>();
        edgeCounts.forEach((edge, count) -> edges.add(new Edge(
                edge.substring(0, edge.indexOf(BETWEEN)),
                edge.substring(edge.indexOf(BETWEEN) + 1),
                (double) count / trees.size(),
                shares.getOrDefault(edge, 0.0) / count)));
        nodes.removeIf(node -> node.frequency() < leastFrequency);
        edges.removeIf(edge -> edge.frequency() < leastFrequency);
        nodes.sort(Comparator.comparingDouble(node -> -node.frequency()));
        edges.sort(Comparator.comparingDouble((Edge edge) -> -edge.frequency()).thenComparing(edge -> -edge.share()));
        nodes.add(0, new Node("class", 1));
        return new Graph(classId, className, trees.size(), nodes, edges);
    }
}
