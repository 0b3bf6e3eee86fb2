package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Interval;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much of a network a decision needs (Cheng et al., Fig. 9): the predicted class is decomposed down all stages, the k
 * strongest channels of each decision are kept, all others are replaced, and the network predicts again. It matches if it
 * predicts the same class; beside it, as many channels chosen at random.
 *
 * <p>The paper does not say what channels are replaced by, nor which peaks of a channel that several decisions share are
 * followed. Here every peak is, up to a number of decisions per level with the largest product of shares; one peak per channel
 * is an option.
 *
 * @param sizes the numbers k of channels kept per decision, each at least 1
 * @param fill what other channels are replaced by
 * @param taps the layers; empty for the network's stages
 * @param perLevel how many decisions are decomposed per level, at most
 * @param onePeak whether a channel is followed at its best peak only
 * @param seed of the random channels
 */
public record SparseSurrogate(
        List<Integer> sizes, ChannelFill fill, List<Tap> taps, int perLevel, boolean onePeak, long seed)
        implements DataSetAnalysis {

    /**
     * Checks the ranges and keeps copies of the lists.
     *
     * @param sizes see above
     * @param fill see above
     * @param taps see above
     * @param perLevel see above
     * @param onePeak see above
     * @param seed see above
     */
    public SparseSurrogate {
        sizes = List.copyOf(sizes);
        taps = List.copyOf(taps);
        if (sizes.isEmpty() || Collections.min(sizes) < 1 || perLevel < 1) {
            throw new IllegalArgumentException("sparse surrogate: sizes " + sizes + " and " + perLevel
                    + " decisions per level, expected at least one of each, and sizes from 1");
        }
    }

    /**
     * Sizes 1 to 64, zeros, 64 decisions per level.
     *
     * @return the defaults
     */
    public static SparseSurrogate defaults() {
        return new SparseSurrogate(List.of(1, 2, 4, 8, 16, 32, 64), ChannelFill.ZERO, List.of(), 64, false, 0);
    }

    /**
     * What became of one picture for one k.
     *
     * @param k how many channels were kept per decision
     * @param match whether the class stayed the same
     * @param randomMatch whether it did with random channels
     * @param predicted the class that the kept channels decide for
     * @param kept how many channels were kept, by layer
     */
    public record Outcome(int k, boolean match, boolean randomMatch, int predicted, Map<String, Integer> kept) {}

    /**
     * What became of one picture.
     *
     * @param predicted the class that the network predicts
     * @param label its class; -1 if it is not known
     * @param outcomes one per k
     */
    public record Picture(int predicted, int label, List<Outcome> outcomes) {}

    /**
     * One line of the table.
     *
     * @param k how many channels were kept per decision
     * @param match the part of pictures whose class stayed the same
     * @param matchInterval of it
     * @param accuracy the part of labelled pictures whose class is the label; NaN if none is labelled
     * @param randomMatch the part of pictures whose class stayed the same with as many random channels
     * @param kept the mean number of channels kept, by layer from the highest
     */
    public record Row(
            int k,
            double match,
            Interval matchInterval,
            double accuracy,
            double randomMatch,
            Map<String, Double> kept) {}

    /**
     * The table.
     *
     * @param provenance what it was found with
     * @param accuracy of the whole network; NaN if no picture is labelled
     * @param rows one per k
     * @param pictures what became of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            double accuracy,
            List<Row> rows,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            for (Row row : rows) {
                Summary match = new Summary(row.match(), row.matchInterval(), pictures.size(), 0);
                lines.add(List.of(row.k(), match, row.accuracy(), row.randomMatch(), kept(row)));
            }
            String title = "Predictions with k channels kept per decision (accuracy of the whole network: "
                    + (Double.isNaN(accuracy) ? "unknown" : String.format(Locale.ROOT, "%.3f", accuracy))
                    + ")";
            return List.of(Table.of(title, List.of("k", "match", "accuracy", "random match", "channels kept"), lines));
        }

        private static String kept(Row row) {
            List<String> parts = new ArrayList<>();
            row.kept().forEach((tap, count) -> parts.add(tap + " " + Math.round(count)));
            return String.join(", ", parts);
        }

        @Override
        public List<Figure> figures() {
            List<Double> k = rows.stream().map(row -> (double) row.k()).toList();
            return List.of(new Figure(
                    "surrogate",
                    "Predictions from the channels of the tree alone",
                    "channels kept per decision",
                    "part of pictures",
                    Figure.Kind.LOGARITHMIC_LINES,
                    List.of(
                            Figure.Series.line(
                                    "match", k, rows.stream().map(Row::match).toList()),
                            Figure.Series.line(
                                    "accuracy",
                                    k,
                                    rows.stream().map(Row::accuracy).toList()),
                            Figure.Series.line(
                                    "random match",
                                    k,
                                    rows.stream().map(Row::randomMatch).toList()))));
        }
    }

    @Override
    public String name() {
        return "surrogate";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        Map<Tap, float[]> means = fill == ChannelFill.DATASET_MEAN ? study.channelMeans(topDown) : Map.of();
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("kept", Picture.class, (seen, tape) -> measure(seen, tape, topDown, means));
        List<Picture> found = pictures.stream().map(BulkRun.Item::value).toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            rows.add(row(found, i));
        }
        return new Result(study.provenance(), accuracy(found), rows, pictures, study.failures());
    }

    /**
     * The channels that are kept for a decision.
     *
     * @param tape a recorded picture
     * @param root the class that is decomposed
     * @param k how many channels are kept per decision
     * @return by layer from the highest, ascending
     */
    public Map<Tap, List<Integer>> keptChannels(Tape tape, ClassDecision root, int k) {
        List<Tap> topDown = Study.topDown(tape.model(), taps);
        Map<Tap, List<Integer>> kept = new LinkedHashMap<>();
        topDown.forEach(tap -> kept.put(tap, List.of()));
        new Descent(k, perLevel, onePeak)
                .from(root, tape, topDown)
                .forEach(level -> kept.put(level.tap(), level.followed(k)));
        return kept;
    }

    private Picture measure(Study.Seen seen, Tape tape, List<Tap> topDown, Map<Tap, float[]> means) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        Random random = new Random(seed * 1_000_003 + seen.index());
        List<Outcome> outcomes = new ArrayList<>();
        for (int k : sizes) {
            Map<Tap, List<Integer>> kept = keptChannels(tape, new ClassDecision(predicted), k);
            Map<Tap, List<Integer>> chosen = new HashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Tap tap : topDown) {
                int size = kept.getOrDefault(tap, List.of()).size();
                counts.put(tap.name(), size);
                chosen.put(tap, randomChannels(channels(tape, tap), size, random));
            }
            int now = predict(seen, tape, kept, means);
            int atRandom = predict(seen, tape, chosen, means);
            outcomes.add(new Outcome(k, now == predicted, atRandom == predicted, now, counts));
        }
        OptionalInt label = seen.entry().label();
        return new Picture(predicted, label.orElse(-1), outcomes);
    }

    private static int channels(Tape tape, Tap tap) {
        return tape.model().layer(tap).output().channels();
    }

    private static List<Integer> randomChannels(int channels, int count, Random random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, channels).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    /** The class that is predicted if only some channels of each layer are left. */
    private int predict(Study.Seen seen, Tape tape, Map<Tap, List<Integer>> kept, Map<Tap, float[]> means) {
        Map<Tap, Edit> edits = new HashMap<>();
        kept.forEach((tap, channels) -> {
            Set<Integer> left = new HashSet<>(channels);
            List<Integer> others = IntStream.range(0, channels(tape, tap))
                    .filter(channel -> !left.contains(channel))
                    .boxed()
                    .toList();
            edits.put(tap, fill.edit(others, tape, tap, means));
        });
        return tape.model().predict(seen.input(), edits).classId();
    }

    private Row row(List<Picture> pictures, int index) {
        List<Outcome> outcomes =
                pictures.stream().map(picture -> picture.outcomes().get(index)).toList();
        Summary match = Summary.of(
                outcomes.stream().map(outcome -> outcome.match() ? 1.0 : 0.0).toList());
        Map<String, Double> kept = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            outcome.kept().forEach((tap, count) -> kept.merge(tap, (double) count / outcomes.size(), Double::sum));
        }
        double accuracy = pictures.stream()
                .filter(picture -> picture.label() >= 0)
                .mapToDouble(picture -> picture.outcomes().get(index).predicted() == picture.label() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        double randomMatch = outcomes.stream()
                .mapToDouble(outcome -> outcome.randomMatch() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        return new Row(sizes.get(index), match.mean(), match.interval(), accuracy, randomMatch, kept);
    }

    private static double accuracy(List<Picture> pictures) {
        return pictures.stream()
                .filter(picture -> picture.label() >= 0)
                .mapToDouble(picture -> picture.predicted() == picture.label() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
