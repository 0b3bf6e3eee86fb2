package io.github.hdecomp.analysis;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much channels belong to one class (Cheng et al., Fig. 15 and Eq. 13): with N_c(k) how often channel k is among the
 * strongest of a decision in trees of pictures of class c, D_k = max_c N_c(k) / Σ_c N_c(k), from one over the number of classes
 * to 1. Channels that are never counted have no degree.
 *
 * <p>The paper does not say which class is explained, nor how often a channel counts in one picture. Here it is the picture's
 * label, or the predicted class where it has none, and every decision counts; both have options. A neuron that several
 * decisions lead to is one decision.
 *
 * <p>{@link DiscriminativeComparison} sets several networks beside each other.
 *
 * @param children how many channels of each decision count, at most
 * @param oncePerPicture whether a channel counts at most once per picture
 * @param perPictureOfClass whether N_c is divided by the number of pictures of class c
 * @param predicted whether the predicted class is explained even where there is a label
 * @param taps the layers; empty for the network's stages
 */
public record DiscriminativeDegree(
        int children, boolean oncePerPicture, boolean perPictureOfClass, boolean predicted, List<Tap> taps)
        implements DataSetAnalysis {
    private static final int BINS = 10;

    /**
     * Checks the range and keeps a copy of the list.
     *
     * @param children see above
     * @param oncePerPicture see above
     * @param perPictureOfClass see above
     * @param predicted see above
     * @param taps see above
     */
    public DiscriminativeDegree {
        taps = List.copyOf(taps);
        if (children < 1) {
            throw new IllegalArgumentException("discriminative degree: children " + children + " must be at least 1");
        }
    }

    /**
     * The three strongest channels of each decision.
     *
     * @return the defaults
     */
    public static DiscriminativeDegree defaults() {
        return new DiscriminativeDegree(3, false, false, false, List.of());
    }

    /**
     * The tree of one picture.
     *
     * @param classId the class that was explained
     * @param counts by layer, how often each channel was among the strongest
     */
    public record Picture(int classId, Map<String, Map<Integer, Integer>> counts) {}

    /**
     * One layer.
     *
     * @param tap the layer
     * @param degree over its channels; undefined are those that are never counted
     * @param histogram how many channels have a degree of 0 to 0.1, 0.1 to 0.2 and so on up to 1
     * @param degrees by channel
     */
    public record Row(String tap, Summary degree, List<Integer> histogram, Map<Integer, Double> degrees) {}

    /**
     * The layers.
     *
     * @param provenance what they were found with
     * @param classes how many classes were explained
     * @param rows from the highest layer down
     * @param pictures the counts of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            int classes,
            List<Row> rows,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(List.of(
                    row.tap(), row.degree(), row.degree().n(), row.degree().undefined())));
            return List.of(Table.of(
                    "Discriminative degree of channels among " + classes + " classes",
                    List.of("layer", "mean degree", "channels", "never counted"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<Figure.Series> series =
                    rows.stream().map(row -> histogram(row.tap(), row)).toList();
            return List.of(
                    new Figure(
                            "discriminative",
                            "How much channels belong to one class",
                            "discriminative degree",
                            "part of the layer's channels",
                            Figure.Kind.BARS,
                            series),
                    new DiscriminativeComparison(List.of(this)).byStage("discriminative-stages"));
        }
    }

    @Override
    public String name() {
        return "discriminative";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        List<BulkRun.Item<Picture>> pictures = study.eachTape(
                "counts", Picture.class, (seen, tape) -> measure(seen.entry().label(), tape, topDown));
        List<Picture> found = pictures.stream().map(BulkRun.Item::value).toList();
        List<Row> rows = topDown.stream()
                .map(tap -> row(tap.name(), model.layer(tap).output().channels(), found))
                .toList();
        int classes = (int) found.stream().map(Picture::classId).distinct().count();
        return new Result(study.provenance(), classes, rows, pictures, study.failures());
    }

    private Picture measure(OptionalInt label, Tape tape, List<Tap> topDown) {
        boolean known = label.isPresent() && label.getAsInt() < tape.logits().size();
        int classId = known && !predicted ? label.getAsInt() : new Prediction(tape.logits(), List.of()).classId();
        Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
        new Descent(children, Integer.MAX_VALUE, false)
                .from(new ClassDecision(classId), tape, topDown)
                .forEach(level -> {
                    Map<Integer, Integer> counted = new TreeMap<>();
                    level.decompositions()
                            .forEach(decomposition -> decomposition.activated().stream()
                                    .limit(children)
                                    .forEach(channel -> counted.merge(channel, 1, Integer::sum)));
                    if (oncePerPicture) {
                        counted.replaceAll((channel, count) -> 1);
                    }
                    counts.put(level.tap().name(), counted);
                });
        return new Picture(classId, counts);
    }

    private Row row(String tap, int channels, List<Picture> pictures) {
        Map<Integer, Integer> sizes = new HashMap<>();
        pictures.forEach(picture -> sizes.merge(picture.classId(), 1, Integer::sum));
        Map<Integer, Map<Integer, Double>> byChannel = new TreeMap<>();
        for (Picture picture : pictures) {
            double weight = perPictureOfClass ? 1.0 / sizes.getOrDefault(picture.classId(), 1) : 1;
            picture.counts()
                    .getOrDefault(tap, Map.of())
                    .forEach((channel, count) -> byChannel
                            .computeIfAbsent(channel, unknown -> new HashMap<>())
                            .merge(picture.classId(), weight * count, Double::sum));
        }
        Map<Integer, Double> degrees = new TreeMap<>();
        byChannel.forEach((channel, byClass) -> degrees.put(channel, degree(byClass)));
        List<Double> all = IntStream.range(0, channels)
                .mapToObj(channel -> degrees.getOrDefault(channel, Double.NaN))
                .toList();
        int[] histogram = new int[BINS];
        degrees.values().forEach(degree -> histogram[Math.min((int) Math.ceil(degree * BINS) - 1, BINS - 1)]++);
        return new Row(tap, Summary.of(all), IntStream.of(histogram).boxed().toList(), degrees);
    }

    /** The parts of a layer's channels whose degrees lie in each bin. */
    static Figure.Series histogram(String name, Row row) {
        List<String> bins = IntStream.range(0, BINS)
                .mapToObj(bin -> "≤ " + (bin + 1) / (double) BINS)
                .toList();
        return Figure.Series.bars(
                name,
                bins,
                row.histogram().stream()
                        .map(count -> (double) count / Math.max(row.degree().n(), 1))
                        .toList());
    }

    /**
     * The degree of a channel (Eq. 13).
     *
     * @param counts by class; at least one is positive
     * @return the largest over the sum
     */
    static double degree(Map<Integer, Double> counts) {
        double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
        return counts.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN) / sum;
    }
}
