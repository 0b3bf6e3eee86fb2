package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What decisions become when the k most, or the k least, important channels of a layer are removed together (Cheng et al.,
 * Fig. 6). Important are those with the largest contributions; the least important are taken from the most negative end, so
 * that decisions grow without them. Decisions are the predicted class and below it the peak of the strongest channel.
 *
 * @param counts the numbers k, each at least 1; those larger than a layer are left out there
 * @param fill what channels are replaced by
 * @param taps the layers; empty for the network's stages
 */
public record MaskingCurves(List<Integer> counts, ChannelFill fill, List<Tap> taps) implements DataSetAnalysis {

    /**
     * Checks the range and keeps copies of the lists.
     *
     * @param counts see above
     * @param fill see above
     * @param taps see above
     */
    public MaskingCurves {
        counts = List.copyOf(counts);
        taps = List.copyOf(taps);
        if (counts.isEmpty() || counts.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "masking curves: numbers of channels " + counts + ", expected at least one, each from 1");
        }
    }

    /**
     * 1 to 64 channels, zeros.
     *
     * @return the defaults
     */
    public static MaskingCurves defaults() {
        return new MaskingCurves(List.of(1, 2, 4, 8, 16, 32, 64), ChannelFill.ZERO, List.of());
    }

    /**
     * What a decision of one picture becomes.
     *
     * @param from {@code class}, or the layer of the decision
     * @param to the layer whose channels are removed
     * @param channels how many
     * @param value the decision's magnitude when nothing is removed: changes times it are absolute
     * @param important the change when the most important are removed, over the decision's value
     * @param unimportant likewise for the least important
     */
    public record Change(String from, String to, int channels, double value, double important, double unimportant) {

        private String level() {
            return from + " → " + to;
        }
    }

    /**
     * The changes of one picture.
     *
     * @param changes by level and number of channels
     */
    public record Picture(List<Change> changes) {}

    /**
     * One point of the curves.
     *
     * @param from {@code class}, or the layer of the decisions
     * @param to the layer whose channels are removed
     * @param channels how many
     * @param important the relative change when the most important are removed
     * @param unimportant likewise for the least important
     */
    public record Row(String from, String to, int channels, Summary important, Summary unimportant) {}

    /**
     * The curves.
     *
     * @param provenance what they were found with
     * @param rows from the highest layer down, by number of channels
     * @param pictures the changes of each
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
            rows.forEach(row -> lines.add(
                    List.of(row.from() + " → " + row.to(), row.channels(), row.important(), row.unimportant())));
            return List.of(Table.of(
                    "Change of decisions, over their value, when channels are removed together",
                    List.of("level", "channels", "most important", "least important"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<Figure.Series> series = new ArrayList<>();
            for (String to : rows.stream().map(Row::to).distinct().toList()) {
                List<Row> level =
                        rows.stream().filter(row -> row.to().equals(to)).toList();
                List<Double> x =
                        level.stream().map(row -> (double) row.channels()).toList();
                series.add(Figure.Series.line(
                        to + ", most",
                        x,
                        level.stream().map(row -> row.important().mean()).toList()));
                series.add(Figure.Series.line(
                        to + ", least",
                        x,
                        level.stream().map(row -> row.unimportant().mean()).toList()));
            }
            return List.of(new Figure(
                    "masking",
                    "Removing the most and the least important channels",
                    "channels removed",
                    "relative change of the decision",
                    Figure.Kind.LOGARITHMIC_LINES,
                    series));
        }
    }

    @Override
    public String name() {
        return "masking";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        Map<Tap, float[]> means = fill == ChannelFill.DATASET_MEAN ? study.channelMeans(topDown) : Map.of();
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("changes", Picture.class, (seen, tape) -> measure(tape, topDown, means));
        return new Result(study.provenance(), rows(pictures), pictures, study.failures());
    }

    private Picture measure(Tape tape, List<Tap> topDown, Map<Tap, float[]> means) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Descent.Level> levels = new Descent(1, 1, false).from(new ClassDecision(predicted), tape, topDown);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            String from = i == 0 ? "class" : levels.get(i - 1).tap().name();
            changes.addAll(changes(from, tape, levels.get(i).decompositions().get(0), means));
        }
        return new Picture(changes);
    }

    private List<Change> changes(String from, Tape tape, Decomposition decomposition, Map<Tap, float[]> means) {
        int channels = decomposition.layer().channels();
        List<Integer> ranked = IntStream.range(0, channels)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -decomposition.contribution(channel)))
                .toList();
        List<Integer> fitting =
                counts.stream().filter(count -> count <= channels).toList();
        List<Edit> edits = new ArrayList<>();
        Tap tap = decomposition.tap();
        for (int count : fitting) {
            edits.add(fill.edit(ranked.subList(0, count), tape, tap, means));
            edits.add(fill.edit(ranked.subList(channels - count, channels), tape, tap, means));
        }
        Decision decision = decomposition.decision();
        Replay replay = tape.replay(tap, edits, List.of(decision));
        double value = Math.abs(replay.original(0));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < fitting.size(); i++) {
            double important = value > 0 ? -replay.drop(2 * i, 0) / value : Double.NaN;
            double unimportant = value > 0 ? -replay.drop(2 * i + 1, 0) / value : Double.NaN;
            changes.add(new Change(from, tap.name(), fitting.get(i), value, important, unimportant));
        }
        return changes;
    }

    private List<Row> rows(List<BulkRun.Item<Picture>> pictures) {
        List<Change> all = pictures.stream()
                .flatMap(picture -> picture.value().changes().stream())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (String level : all.stream().map(Change::level).distinct().toList()) {
            for (int count : counts) {
                List<Change> changes = all.stream()
                        .filter(change -> change.level().equals(level) && change.channels() == count)
                        .toList();
                if (!changes.isEmpty()) {
                    rows.add(new Row(
                            changes.get(0).from(),
                            changes.get(0).to(),
                            count,
                            Summary.of(changes.stream().map(Change::important).toList()),
                            Summary.of(changes.stream().map(Change::unimportant).toList())));
                }
            }
        }
        return rows;
    }
}
