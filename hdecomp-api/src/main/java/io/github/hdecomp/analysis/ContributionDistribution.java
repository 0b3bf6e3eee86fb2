package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How evidence is spread over the channels of a layer (Cheng et al., Fig. 7): contributions and ground truth, each sorted in
 * descending order; how many channels are activated, which is that their contribution is positive; and how many groups are left
 * when those that overlap are merged. Decisions are the predicted class and below it the peak of the strongest channel.
 *
 * @param overlap how channels are merged
 * @param points at how many places of the sorted channels, from the first to the last, curves are read; at least 2
 * @param taps the layers; empty for the network's stages
 */
public record ContributionDistribution(OverlapSuppression overlap, int points, List<Tap> taps)
        implements DataSetAnalysis {

    /**
     * Checks the range and keeps a copy of the list.
     *
     * @param overlap see above
     * @param points see above
     * @param taps see above
     */
    public ContributionDistribution {
        taps = List.copyOf(taps);
        if (points < 2) {
            throw new IllegalArgumentException("distribution: points " + points + " must be at least 2");
        }
    }

    /**
     * The paper's overlap, 65 points.
     *
     * @return the defaults
     */
    public static ContributionDistribution defaults() {
        return new ContributionDistribution(OverlapSuppression.defaults(), 65, List.of());
    }

    /**
     * One decision of a picture.
     *
     * @param from {@code class}, or the layer of the decision
     * @param to the layer that it was decomposed into
     * @param channels how many the layer has
     * @param activated how many contribute positively
     * @param groups how many are left after merging
     * @param contributions Z · alpha over the decision's value, sorted, at the points
     * @param drops over the decision's value, channels replaced by zeros, sorted, at the points
     */
    public record Level(
            String from,
            String to,
            int channels,
            int activated,
            int groups,
            List<Double> contributions,
            List<Double> drops) {}

    /**
     * The decisions of one picture.
     *
     * @param levels from the highest layer down
     */
    public record Picture(List<Level> levels) {}

    /**
     * One layer.
     *
     * @param from {@code class}, or the layer of the decisions
     * @param to the layer that they were decomposed into
     * @param channels how many the layer has
     * @param activated how many contribute positively
     * @param groups how many are left after merging
     * @param contributions mean of the sorted relative contributions, at the points
     * @param drops mean of the sorted relative drops, at the points
     */
    public record Row(
            String from,
            String to,
            int channels,
            Summary activated,
            Summary groups,
            List<Double> contributions,
            List<Double> drops) {}

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
                    lines.add(List.of(row.from() + " → " + row.to(), row.channels(), row.activated(), row.groups())));
            return List.of(Table.of(
                    "Channels of a layer, those that speak for the decision, and what is left of these after merging",
                    List.of("level", "channels", "activated", "groups"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            for (Row row : rows) {
                List<Double> x = places(row.channels(), row.drops().size());
                figures.add(new Figure(
                        "distribution-" + row.to(),
                        row.from() + " → " + row.to() + ", channels sorted",
                        "channel, sorted by its value",
                        "part of the decision's value",
                        Figure.Kind.LINES,
                        List.of(
                                Figure.Series.line("drop without it", x, row.drops()),
                                Figure.Series.line("contribution", x, row.contributions()))));
            }
            return figures;
        }
    }

    @Override
    public String name() {
        return "distribution";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("levels", Picture.class, (seen, tape) -> measure(tape, topDown));
        return new Result(study.provenance(), rows(pictures), pictures, study.failures());
    }

    private Picture measure(Tape tape, List<Tap> topDown) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Descent.Level> levels = new Descent(1, 1, false).from(new ClassDecision(predicted), tape, topDown);
        List<Level> measured = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            String from = i == 0 ? "class" : levels.get(i - 1).tap().name();
            measured.add(level(from, tape, levels.get(i).decompositions().get(0)));
        }
        return new Picture(measured);
    }

    private Level level(String from, Tape tape, Decomposition decomposition) {
        int channels = decomposition.layer().channels();
        double value = Math.abs(decomposition.value());
        double[] contributions = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            contributions[channel] = decomposition.cells() * decomposition.contribution(channel) / value;
        }
        double[] drops = ChannelGroundTruth.drops(
                        tape, List.of(decomposition.decision()), decomposition.tap(), ChannelFill.ZERO)
                .get(0);
        for (int channel = 0; channel < channels; channel++) {
            drops[channel] /= value;
        }
        return new Level(
                from,
                decomposition.tap().name(),
                channels,
                decomposition.activated().size(),
                overlap.groups(decomposition).size(),
                sorted(contributions),
                sorted(drops));
    }

    private List<Double> sorted(double[] values) {
        Arrays.sort(values);
        List<Double> read = new ArrayList<>();
        for (double place : places(values.length, points)) {
            read.add(values[values.length - 1 - (int) place]);
        }
        return read;
    }

    /** The numbers of the channels at which sorted curves are read, in descending order of value. */
    private static List<Double> places(int channels, int points) {
        List<Double> places = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            places.add(Math.rint((channels - 1.0) * i / (points - 1)));
        }
        return places;
    }

    private static List<Row> rows(List<BulkRun.Item<Picture>> pictures) {
        List<Level> all = pictures.stream()
                .flatMap(picture -> picture.value().levels().stream())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (String to : all.stream().map(Level::to).distinct().toList()) {
            List<Level> levels =
                    all.stream().filter(level -> level.to().equals(to)).toList();
            Level first = levels.get(0);
            rows.add(new Row(
                    first.from(),
                    to,
                    first.channels(),
                    Summary.of(levels.stream()
                            .map(level -> (double) level.activated())
                            .toList()),
                    Summary.of(levels.stream()
                            .map(level -> (double) level.groups())
                            .toList()),
                    mean(levels, Level::contributions),
                    mean(levels, Level::drops)));
        }
        return rows;
    }

    private static List<Double> mean(List<Level> levels, Function<Level, List<Double>> curve) {
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < curve.apply(levels.get(0)).size(); i++) {
            int point = i;
            means.add(levels.stream()
                    .mapToDouble(level -> curve.apply(level).get(point))
                    .average()
                    .orElse(Double.NaN));
        }
        return means;
    }
}
