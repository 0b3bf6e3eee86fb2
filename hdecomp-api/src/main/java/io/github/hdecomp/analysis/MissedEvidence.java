package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a tree of the N strongest channels does not show, level by level: the share of the positive contributions of the
 * others, and what decisions lose when exactly these others are removed. Cheng et al. leave the question open (Section 5).
 *
 * @param children how many channels of each decision are shown, at most
 * @param perLevel how many decisions are looked at per level, at most
 * @param taps the layers; empty for the network's stages
 */
public record MissedEvidence(int children, int perLevel, List<Tap> taps) implements DataSetAnalysis {

    /**
     * Checks the ranges and keeps a copy of the list.
     *
     * @param children see above
     * @param perLevel see above
     * @param taps see above
     */
    public MissedEvidence {
        taps = List.copyOf(taps);
        if (children < 1 || perLevel < 1) {
            throw new IllegalArgumentException("missed evidence: children " + children + " and decisions per level "
                    + perLevel + ", expected at least one of each");
        }
    }

    /**
     * The default tree: three channels of each decision.
     *
     * @return the defaults
     */
    public static MissedEvidence defaults() {
        return new MissedEvidence(3, 27, List.of());
    }

    /**
     * One decision.
     *
     * @param from {@code class}, or the layer of the decision
     * @param to the layer that it was decomposed into
     * @param missedShare the part of the positive contributions that the tree does not show
     * @param drop what the decision loses, over its value, when all channels that are not shown are zero
     * @param shownDrop what it loses when those that are shown are zero
     */
    public record Decided(String from, String to, double missedShare, double drop, double shownDrop) {}

    /**
     * The decisions of one picture.
     *
     * @param decisions from the highest layer down
     */
    public record Picture(List<Decided> decisions) {}

    /**
     * One layer.
     *
     * @param from {@code class}, or the layer of the decisions
     * @param to the layer that they were decomposed into
     * @param missedShare over all decisions
     * @param drop over all decisions
     * @param shownDrop over all decisions
     */
    public record Row(String from, String to, Summary missedShare, Summary drop, Summary shownDrop) {}

    /**
     * The layers.
     *
     * @param provenance what they were found with
     * @param rows from the highest layer down
     * @param pictures the decisions of each
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
            rows.forEach(row ->
                    lines.add(List.of(row.from() + " → " + row.to(), row.missedShare(), row.drop(), row.shownDrop())));
            return List.of(Table.of(
                    "Evidence that the tree does not show",
                    List.of("level", "share not shown", "drop without what is not shown", "drop without what is shown"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<String> levels =
                    rows.stream().map(row -> row.from() + " → " + row.to()).toList();
            return List.of(new Figure(
                    "missed",
                    "What the tree does not show",
                    "decisions → channels",
                    "part",
                    Figure.Kind.BARS,
                    List.of(
                            Figure.Series.bars(
                                    "share not shown",
                                    levels,
                                    rows.stream()
                                            .map(row -> row.missedShare().mean())
                                            .toList()),
                            Figure.Series.bars(
                                    "drop without it",
                                    levels,
                                    rows.stream().map(row -> row.drop().mean()).toList()),
                            Figure.Series.bars(
                                    "drop without what is shown",
                                    levels,
                                    rows.stream()
                                            .map(row -> row.shownDrop().mean())
                                            .toList()))));
        }
    }

    @Override
    public String name() {
        return "missed";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("decisions", Picture.class, (seen, tape) -> measure(tape, topDown));
        List<Decided> all = pictures.stream()
                .flatMap(picture -> picture.value().decisions().stream())
                .toList();
        List<Row> rows = topDown.stream()
                .map(tap -> row(all.stream()
                        .filter(decided -> decided.to().equals(tap.name()))
                        .toList()))
                .toList();
        return new Result(study.provenance(), rows, pictures, study.failures());
    }

    private static Row row(List<Decided> level) {
        return new Row(
                level.isEmpty() ? "" : level.get(0).from(),
                level.isEmpty() ? "" : level.get(0).to(),
                Summary.of(level.stream().map(Decided::missedShare).toList()),
                Summary.of(level.stream().map(Decided::drop).toList()),
                Summary.of(level.stream().map(Decided::shownDrop).toList()));
    }

    private Picture measure(Tape tape, List<Tap> topDown) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Decided> decided = new ArrayList<>();
        String from = "class";
        for (Descent.Level level :
                new Descent(children, perLevel, false).from(new ClassDecision(predicted), tape, topDown)) {
            for (Decomposition decomposition : level.decompositions()) {
                decided.add(decided(from, tape, decomposition));
            }
            from = level.tap().name();
        }
        return new Picture(decided);
    }

    private Decided decided(String from, Tape tape, Decomposition decomposition) {
        List<Integer> shown = decomposition.activated().stream().limit(children).toList();
        int[] others = IntStream.range(0, decomposition.layer().channels())
                .filter(channel -> !shown.contains(channel))
                .toArray();
        double missed = 1 - shown.stream().mapToDouble(decomposition::share).sum();
        int[] ours = shown.stream().mapToInt(Integer::intValue).toArray();
        var replay = tape.replay(
                decomposition.tap(), List.of(Edit.zero(others), Edit.zero(ours)), List.of(decomposition.decision()));
        double value = Math.abs(decomposition.value());
        return new Decided(
                from,
                decomposition.tap().name(),
                decomposition.positiveContribution() > 0 ? missed : Double.NaN,
                value > 0 ? replay.drop(0, 0) / value : Double.NaN,
                value > 0 ? replay.drop(1, 0) / value : Double.NaN);
    }
}
