package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether channels that show the same evidence stand in for each other: what a decision loses when a whole group of
 * overlapping channels is removed, less the sum of what it loses without each of them alone, over the decision's value. Above 0
 * they back each other up, since one makes good for another; below 0 they need each other; 0 where they add up. Cheng et al.
 * leave the question open (Section 5).
 *
 * @param overlap which channels form groups
 * @param groups how many groups of two and more are looked at per decision, at most: those with the strongest keepers
 * @param children how many channels of each decision become decisions of the next level, at most
 * @param perLevel how many decisions are looked at per level, at most
 * @param taps the layers; empty for the network's stages
 */
public record GroupInteraction(OverlapSuppression overlap, int groups, int children, int perLevel, List<Tap> taps)
        implements DataSetAnalysis {

    /**
     * Checks the ranges and keeps a copy of the list.
     *
     * @param overlap see above
     * @param groups see above
     * @param children see above
     * @param perLevel see above
     * @param taps see above
     */
    public GroupInteraction {
        taps = List.copyOf(taps);
        if (groups < 1 || children < 1 || perLevel < 1) {
            throw new IllegalArgumentException("group interaction: groups " + groups + ", children " + children
                    + " and decisions per level " + perLevel + ", expected at least one of each");
        }
    }

    /**
     * Groups that overlap by half at half of their maximum, ten per decision, six decisions per level.
     *
     * @return the defaults
     */
    public static GroupInteraction defaults() {
        return new GroupInteraction(new OverlapSuppression(0.5, 0.5), 10, 3, 6, List.of());
    }

    /**
     * One group of one decision.
     *
     * @param from {@code class}, or the layer of the decision
     * @param to the layer of the channels
     * @param channels how many
     * @param together the drop without all of them, over the decision's value
     * @param singly the sum of the drops without each alone, over the decision's value
     */
    public record Measured(String from, String to, int channels, double together, double singly) {

        /**
         * How far the group is from adding up.
         *
         * @return together less singly
         */
        public double interaction() {
            return together - singly;
        }
    }

    /**
     * The groups of one picture.
     *
     * @param groups from the highest layer down
     */
    public record Picture(List<Measured> groups) {}

    /**
     * One layer.
     *
     * @param to the layer of the channels
     * @param channels per group
     * @param together over all groups
     * @param singly over all groups
     * @param interaction over all groups
     */
    public record Row(String to, Summary channels, Summary together, Summary singly, Summary interaction) {}

    /**
     * The layers.
     *
     * @param provenance what they were found with
     * @param rows from the highest layer down
     * @param pictures the groups of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            List<Row> rows,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(List.of(
                    row.to(), row.interaction().n(), row.channels(), row.together(), row.singly(), row.interaction())));
            return List.of(Table.of(
                    "Drop of decisions, over their value, without groups of overlapping channels",
                    List.of("layer", "groups", "channels per group", "together", "sum of each alone", "interaction"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<String> layers = rows.stream().map(Row::to).toList();
            return List.of(new Figure(
                    "groups",
                    "Groups of overlapping channels",
                    "layer",
                    "drop over the decision's value",
                    Figure.Kind.BARS,
                    List.of(
                            Figure.Series.bars(
                                    "together",
                                    layers,
                                    rows.stream()
                                            .map(row -> row.together().mean())
                                            .toList()),
                            Figure.Series.bars(
                                    "sum of each alone",
                                    layers,
                                    rows.stream()
                                            .map(row -> row.singly().mean())
                                            .toList()))));
        }
    }

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("groups", Picture.class, (seen, tape) -> measure(tape, topDown));
        List<Measured> all = pictures.stream()
                .flatMap(picture -> picture.value().groups().stream())
                .toList();
        List<Row> rows = topDown.stream()
                .map(tap -> row(
                        tap.name(),
                        all.stream()
                                .filter(group -> group.to().equals(tap.name()))
                                .toList()))
                .toList();
        return new Result(study.provenance(), rows, pictures, study.failures());
    }

    private static Row row(String to, List<Measured> groups) {
        return new Row(
                to,
                Summary.of(
                        groups.stream().map(group -> (double) group.channels()).toList()),
                Summary.of(groups.stream().map(Measured::together).toList()),
                Summary.of(groups.stream().map(Measured::singly).toList()),
                Summary.of(groups.stream().map(Measured::interaction).toList()));
    }

    private Picture measure(Tape tape, List<Tap> topDown) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Measured> measured = new ArrayList<>();
        String from = "class";
        for (Descent.Level level :
                new Descent(children, perLevel, false).from(new ClassDecision(predicted), tape, topDown)) {
            for (Decomposition decomposition : level.decompositions()) {
                measured.addAll(measured(from, tape, decomposition));
            }
            from = level.tap().name();
        }
        return new Picture(measured);
    }

    private List<Measured> measured(String from, Tape tape, Decomposition decomposition) {
        List<OverlapSuppression.Group> found = overlap.groups(decomposition).stream()
                .filter(group -> !group.merged().isEmpty())
                .limit(groups)
                .toList();
        double value = Math.abs(decomposition.value());
        if (found.isEmpty() || value == 0) {
            return List.of();
        }
        List<Edit> edits = new ArrayList<>();
        for (OverlapSuppression.Group group : found) {
            List<Integer> members = new ArrayList<>(List.of(group.keeper()));
            members.addAll(group.merged());
            edits.add(Edit.zero(members.stream().mapToInt(Integer::intValue).toArray()));
            members.forEach(channel -> edits.add(Edit.zero(channel)));
        }
        Replay replay = tape.replay(decomposition.tap(), edits, List.of(decomposition.decision()));
        List<Measured> measured = new ArrayList<>();
        int at = 0;
        for (OverlapSuppression.Group group : found) {
            int channels = group.merged().size() + 1;
            double singly = 0;
            for (int i = 1; i <= channels; i++) {
                singly += replay.drop(at + i, 0);
            }
            measured.add(new Measured(
                    from, decomposition.tap().name(), channels, replay.drop(at, 0) / value, singly / value));
            at += channels + 1;
        }
        return measured;
    }
}
