package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.BackwardRule;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Replay;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Correlation;
import io.github.hdecomp.statistics.Interval;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether contributions are true (Cheng et al., Table 1 and Eq. 12): Pearson's correlation, over the channels of a layer, of an
 * estimate of their importance with the ground truth, which is the decision's drop when a channel is replaced.
 *
 * <p>The paper replaces a channel by "the average activation" without saying which, and does not say which decisions it takes
 * below the class. Here replacements are an option; decisions are the predicted class and, on every level below, the peaks of
 * the strongest channels. A picture's value is the mean over its decisions.
 *
 * @param fills what channels are replaced by, at least one
 * @param taps the layers; empty for the network's stages
 * @param children how many channels of each decision become decisions of the next level, at most
 * @param perLevel how many decisions a level has, at most: those with the largest product of shares
 * @param allPairs whether decisions are decomposed into every layer below rather than the next one only
 */
public record ChannelGroundTruth(List<ChannelFill> fills, List<Tap> taps, int children, int perLevel, boolean allPairs)
        implements DataSetAnalysis {
    /** Drops smaller than this part of the largest contribution are rounding, and no ground truth. */
    private static final double ROUNDING = 1e-5;

    /**
     * Checks the ranges and keeps copies of the lists.
     *
     * @param fills see above
     * @param taps see above
     * @param children see above
     * @param perLevel see above
     * @param allPairs see above
     */
    public ChannelGroundTruth {
        fills = List.copyOf(fills);
        taps = List.copyOf(taps);
        if (fills.isEmpty() || children < 1 || perLevel < 1) {
            throw new IllegalArgumentException("ground truth of channels: fills " + fills + ", children " + children
                    + " and decisions per level " + perLevel + ", expected at least one of each");
        }
    }

    /**
     * Zeros and the data set's means, six decisions per level, each stage and the next.
     *
     * @return the defaults
     */
    public static ChannelGroundTruth defaults() {
        return new ChannelGroundTruth(List.of(ChannelFill.ZERO, ChannelFill.DATASET_MEAN), List.of(), 3, 6, false);
    }

    /** An estimate of importance (Table 1). */
    public enum Estimator {
        /** The mean of A = G · F: the contribution. */
        AA,
        /** The maximum of A. */
        MA,
        /** The mean of the gradient G. */
        AG,
        /** The maximum of G. */
        MG
    }

    /**
     * The correlations of one picture's decisions on one level.
     *
     * @param from {@code class}, or the layer of the decisions
     * @param to the layer whose channels are replaced
     * @param fill what they are replaced by
     * @param estimator what is compared with the drops
     * @param correlations one per decision; NaN where it is undefined
     */
    public record Cell(String from, String to, String fill, Estimator estimator, List<Double> correlations) {

        private String key() {
            return from + "\n" + to + "\n" + fill + "\n" + estimator;
        }

        private double mean() {
            return correlations.stream()
                    .filter(value -> !value.isNaN())
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /**
     * The correlations of one picture.
     *
     * @param cells by level, fill and estimator
     */
    public record Picture(List<Cell> cells) {}

    /**
     * One line of the table.
     *
     * @param from {@code class}, or the layer of the decisions
     * @param to the layer whose channels are replaced
     * @param fill what they are replaced by
     * @param estimator what is compared with the drops
     * @param mean over pictures of the mean over a picture's decisions
     * @param interval of the mean
     * @param n how many decisions it is taken over
     * @param undefined how many decisions have no correlation, because drops or estimates are constant
     */
    public record Row(
            String from,
            String to,
            String fill,
            Estimator estimator,
            double mean,
            Interval interval,
            int n,
            int undefined) {}

    /**
     * The table.
     *
     * @param provenance what it was found with
     * @param rows from the highest layer down
     * @param pictures the correlations of each
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
            return CorrelationTable.of(rows);
        }

        @Override
        public List<Figure> figures() {
            return CorrelationTable.figures(rows);
        }
    }

    @Override
    public String name() {
        return "pcc";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        Map<Tap, float[]> means = fills.contains(ChannelFill.DATASET_MEAN) ? study.channelMeans(topDown) : Map.of();
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("drops", Picture.class, (seen, tape) -> measure(tape, topDown, means));
        return new Result(study.provenance(), rows(pictures), pictures, study.failures());
    }

    private Picture measure(Tape tape, List<Tap> topDown, Map<Tap, float[]> means) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Descent.Level> levels =
                new Descent(children, perLevel, false).from(new ClassDecision(predicted), tape, topDown);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            String from = i == 0 ? "class" : levels.get(i - 1).tap().name();
            List<Decision> decisions = levels.get(i).decompositions().stream()
                    .map(Decomposition::decision)
                    .toList();
            int lowest = allPairs ? topDown.size() : i + 1;
            for (Tap to : topDown.subList(i, lowest)) {
                cells.addAll(correlations(from, decisions, to, tape, means));
            }
        }
        return new Picture(cells);
    }

    private List<Cell> correlations(String from, List<Decision> decisions, Tap to, Tape tape, Map<Tap, float[]> means) {
        List<Map<Estimator, double[]>> estimates = estimates(tape, decisions, to);
        List<Cell> cells = new ArrayList<>();
        for (ChannelFill fill : fills) {
            List<double[]> drops = drops(tape, decisions, to, fill, means);
            for (Estimator estimator : Estimator.values()) {
                List<Double> found = new ArrayList<>();
                for (int i = 0; i < decisions.size(); i++) {
                    double[] estimate = estimates.get(i).getOrDefault(estimator, new double[0]);
                    double[] contributions = estimates.get(i).getOrDefault(Estimator.AA, new double[0]);
                    int cellsOfMap = tape.model().layer(to).output().height()
                            * tape.model().layer(to).output().width();
                    boolean rounding = largest(drops.get(i)) <= ROUNDING * cellsOfMap * largest(contributions);
                    found.add(
                            rounding
                                    ? Double.NaN
                                    : Correlation.pearson(estimate, drops.get(i))
                                            .orElse(Double.NaN));
                }
                cells.add(new Cell(from, to.name(), fill.toString(), estimator, found));
            }
        }
        return cells;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /**
     * The ground truth: what each decision loses when a channel alone is replaced.
     *
     * @param tape a recorded picture
     * @param decisions classes and neurons
     * @param tap a layer below all of them
     * @param fill what its channels are replaced by; not {@link ChannelFill#DATASET_MEAN}
     * @return for each decision, the drop per channel
     */
    public static List<double[]> drops(Tape tape, List<? extends Decision> decisions, Tap tap, ChannelFill fill) {
        if (fill == ChannelFill.DATASET_MEAN) {
            throw new IllegalArgumentException(
                    "ground truth of channels: one picture has no mean of the data set, choose another fill");
        }
        return drops(tape, decisions, tap, fill, Map.of());
    }

    private static List<double[]> drops(
            Tape tape, List<? extends Decision> decisions, Tap tap, ChannelFill fill, Map<Tap, float[]> means) {
        int channels = tape.model().layer(tap).output().channels();
        List<Edit> edits = fill.each(channels, tape, tap, means);
        Replay replay = tape.replay(tap, edits, decisions);
        List<double[]> drops = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            double[] drop = new double[channels];
            for (int channel = 0; channel < channels; channel++) {
                drop[channel] = replay.drop(channel, i);
            }
            drops.add(drop);
        }
        return drops;
    }

    /**
     * The estimates of importance.
     *
     * @param tape a recorded picture
     * @param decisions classes and neurons
     * @param tap a layer below all of them
     * @return for each decision, by estimator, one number per channel
     */
    public static List<Map<Estimator, double[]>> estimates(Tape tape, List<? extends Decision> decisions, Tap tap) {
        List<Decomposition> decompositions = GradientActivationPropagation.decompose(tape, decisions, tap);
        List<Gradient> gradients = tape.gradients(decisions, tap, BackwardRule.GRADIENT);
        List<Map<Estimator, double[]>> estimates = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            Decomposition decomposition = decompositions.get(i);
            int channels = decomposition.layer().channels();
            int area = gradients.get(i).region().area();
            boolean whole = area == decomposition.cells();
            double[] contributions = new double[channels];
            double[] peaks = new double[channels];
            double[] means = new double[channels];
            double[] maxima = new double[channels];
            for (int channel = 0; channel < channels; channel++) {
                contributions[channel] = decomposition.contribution(channel);
                peaks[channel] = decomposition.peakValue(channel);
                double sum = Features.sum(gradients.get(i).values(), channel * area, area);
                float largest = Features.largest(gradients.get(i).values(), channel * area, area);
                means[channel] = sum / decomposition.cells();
                maxima[channel] = whole ? largest : Math.max(largest, 0);
            }
            estimates.add(Map.of(
                    Estimator.AA, contributions, Estimator.MA, peaks, Estimator.AG, means, Estimator.MG, maxima));
        }
        return estimates;
    }

    private static List<Row> rows(List<BulkRun.Item<Picture>> pictures) {
        Map<String, List<Cell>> byKey = new LinkedHashMap<>();
        for (BulkRun.Item<Picture> picture : pictures) {
            picture.value()
                    .cells()
                    .forEach(cell -> byKey.computeIfAbsent(cell.key(), unknown -> new ArrayList<>())
                            .add(cell));
        }
        return byKey.values().stream().map(ChannelGroundTruth::row).toList();
    }

    private static Row row(List<Cell> cells) {
        Summary summary = Summary.of(cells.stream().map(Cell::mean).toList());
        long decisions =
                cells.stream().mapToLong(cell -> cell.correlations().size()).sum();
        long undefined = cells.stream()
                .flatMap(cell -> cell.correlations().stream())
                .filter(value -> value.isNaN())
                .count();
        Cell first = cells.get(0);
        return new Row(
                first.from(),
                first.to(),
                first.fill(),
                first.estimator(),
                summary.mean(),
                summary.interval(),
                (int) (decisions - undefined),
                (int) undefined);
    }
}
