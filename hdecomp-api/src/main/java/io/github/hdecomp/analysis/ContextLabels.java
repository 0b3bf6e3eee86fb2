package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.LabelMaps;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What evidence lies on (Cheng et al., Figs. 13 and 14): the class is decomposed down to one stage, the place of each chosen
 * channel, which is where its products reach a fraction of their maximum, is compared with the regions of a label map, and gets
 * the label whose region it covers best by intersection over union; labels are counted by class. Beside them stands how much of
 * the pictures each label covers, which is what a random place would get.
 *
 * <p>The paper decomposes to conv4_3, the second highest stage, and gives no fraction.
 *
 * @param maps the label maps
 * @param children channels per decision, at most
 * @param fraction of a channel's largest product from which a cell belongs to its place; 0 … 1
 * @param taps the stage; empty for the network's second highest
 */
public record ContextLabels(LabelMaps maps, int children, double fraction, List<Tap> taps) implements DataSetAnalysis {

    /**
     * Checks the ranges and keeps a copy of the list.
     *
     * @param maps see above
     * @param children see above
     * @param fraction see above
     * @param taps see above
     */
    public ContextLabels {
        taps = List.copyOf(taps);
        if (children < 1 || !(fraction >= 0 && fraction <= 1) || taps.size() > 1) {
            throw new IllegalArgumentException("context labels: children " + children + ", fraction " + fraction
                    + " and stages " + taps + ", expected at least 1, 0 … 1 and at most one");
        }
    }

    /**
     * Three channels per decision, a fifth of the maximum, the second highest stage.
     *
     * @param maps the label maps
     * @return the defaults
     */
    public static ContextLabels defaults(LabelMaps maps) {
        return new ContextLabels(maps, 3, 0.2, List.of());
    }

    /**
     * One picture.
     *
     * @param classId the class that was decomposed: its label, or the predicted one where it has none
     * @param assigned how many channels lie on each label
     * @param area the part of the picture that each label covers
     */
    public record Picture(int classId, Map<Integer, Integer> assigned, Map<Integer, Double> area) {}

    /**
     * One label of one class.
     *
     * @param classId the class
     * @param className its name; empty if it is not known
     * @param label the label's name
     * @param count how many channels lie on it
     * @param share of all channels of the class
     * @param area the part of the class's pictures that it covers
     */
    public record Row(int classId, String className, String label, int count, double share, double area) {}

    /**
     * The set.
     *
     * @param provenance what it was found with
     * @param rows by class, the most frequent label first
     * @param pictures the labels of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            List<Row> rows,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {
        private static final int SHOWN = 3;

        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            for (int classId : rows.stream().map(Row::classId).distinct().toList()) {
                rows.stream()
                        .filter(row -> row.classId() == classId)
                        .limit(SHOWN)
                        .forEach(row -> lines.add(List.of(
                                row.classId(), row.className(), row.label(), row.count(), row.share(), row.area())));
            }
            return List.of(Table.of(
                    "The labels that most channels of a class lie on",
                    List.of("class", "name", "label", "channels", "share of channels", "share of pixels"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<String> labels =
                    rows.stream().map(Row::label).distinct().sorted().toList();
            List<String> classes = rows.stream()
                    .map(row -> row.className().isEmpty() ? "class " + row.classId() : row.className())
                    .distinct()
                    .toList();
            List<Figure.Series> series = new ArrayList<>();
            for (String label : labels) {
                List<Double> shares = new ArrayList<>();
                for (int classId : rows.stream().map(Row::classId).distinct().toList()) {
                    shares.add(rows.stream()
                            .filter(row ->
                                    row.classId() == classId && row.label().equals(label))
                            .mapToDouble(Row::share)
                            .sum());
                }
                series.add(Figure.Series.bars(label, classes, shares));
            }
            return List.of(new Figure(
                    "context",
                    "What the evidence of each class lies on",
                    "class",
                    "share of channels",
                    Figure.Kind.BARS,
                    series));
        }
    }

    @Override
    public String name() {
        return "context";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = route(model);
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("labels", Picture.class, (seen, tape) -> measure(seen, tape, topDown));
        return new Result(
                study.provenance(),
                rows(
                        pictures.stream().map(BulkRun.Item::value).toList(),
                        model.spec().labels()),
                pictures,
                study.failures());
    }

    /** The network's stages down to the one that is looked at. */
    private List<Tap> route(Model model) {
        List<Tap> stages = Study.topDown(model, List.of());
        Tap last = taps.isEmpty() ? stages.get(Math.min(1, stages.size() - 1)) : taps.get(0);
        model.layer(last);
        List<Tap> route = new ArrayList<>();
        for (Tap stage : stages) {
            if (model.spec().resolve(stage).equals(model.spec().resolve(last))) {
                break;
            }
            route.add(stage);
        }
        route.add(last);
        return Study.topDown(model, route);
    }

    private Picture measure(Study.Seen seen, Tape tape, List<Tap> topDown) throws IOException {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        int label = seen.entry().label().orElse(-1);
        int classId = label >= 0 && label < tape.logits().size() ? label : predicted;
        int[] labels = labels(seen, tape.model().spec().preprocessing());
        List<Descent.Level> levels =
                new Descent(children, Integer.MAX_VALUE, false).from(new ClassDecision(classId), tape, topDown);
        Map<Integer, Integer> assigned = new TreeMap<>();
        if (levels.size() == topDown.size()) {
            for (Decomposition decomposition : levels.get(levels.size() - 1).decompositions()) {
                decomposition.activated().stream()
                        .limit(children)
                        .map(channel -> best(labels, place(decomposition, channel, seen.input())))
                        .filter(found -> found >= 0)
                        .forEach(found -> assigned.merge(found, 1, Integer::sum));
            }
        }
        Map<Integer, Double> area = new TreeMap<>();
        for (int found : labels) {
            if (found >= 0) {
                area.merge(found, 1.0 / labels.length, Double::sum);
            }
        }
        return new Picture(classId, assigned, area);
    }

    /** The label map as the network sees the picture: resized by the nearest pixel and cut out; -1 where nobody's. */
    private int[] labels(Study.Seen seen, Preprocessing preprocessing) throws IOException {
        Extent size = seen.size();
        int[] original = maps.read(seen.entry().name(), size);
        int height = seen.input().shape().height();
        int width = seen.input().shape().width();
        Extent resized = preprocessing.resize().target(size, new Extent(height, width));
        int[] labels = new int[height * width];
        Arrays.fill(labels, -1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = y + (resized.height() - height) / 2;
                int column = x + (resized.width() - width) / 2;
                if (row >= 0 && row < resized.height() && column >= 0 && column < resized.width()) {
                    int fromY = (int) ((row + 0.5) * size.height() / resized.height());
                    int fromX = (int) ((column + 0.5) * size.width() / resized.width());
                    int label = original[fromY * size.width() + fromX];
                    labels[y * width + x] = maps.names().containsKey(label) ? label : -1;
                }
            }
        }
        return labels;
    }

    /** The pixels whose nearest cell belongs to the place of a channel. */
    private boolean[] place(Decomposition decomposition, int channel, Tensor input) {
        int height = input.shape().height();
        int width = input.shape().width();
        int cellsY = decomposition.layer().height();
        int cellsX = decomposition.layer().width();
        Region region = decomposition.region();
        Tensor map = decomposition.map(channel);
        double threshold = fraction * decomposition.peakValue(channel);
        boolean[] place = new boolean[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = y * cellsY / height;
                int column = x * cellsX / width;
                if (region.contains(row, column)) {
                    float product = map.get((row - region.y()) * region.width() + column - region.x());
                    place[y * width + x] = product > 0 && product >= threshold;
                }
            }
        }
        return place;
    }

    /** The label whose region covers a place best; the lowest on ties; -1 if none touches it. */
    static int best(int[] labels, boolean[] place) {
        Map<Integer, Integer> both = new TreeMap<>();
        Map<Integer, Integer> regions = new TreeMap<>();
        int size = 0;
        for (int i = 0; i < labels.length; i++) {
            size += place[i] ? 1 : 0;
            if (labels[i] >= 0) {
                regions.merge(labels[i], 1, Integer::sum);
                if (place[i]) {
                    both.merge(labels[i], 1, Integer::sum);
                }
            }
        }
        int best = -1;
        double most = 0;
        for (Map.Entry<Integer, Integer> entry : both.entrySet()) {
            int union = size + regions.getOrDefault(entry.getKey(), 0) - entry.getValue();
            double overlap = (double) entry.getValue() / union;
            if (overlap > most) {
                most = overlap;
                best = entry.getKey();
            }
        }
        return best;
    }

    private List<Row> rows(List<Picture> pictures, List<String> classNames) {
        List<Row> rows = new ArrayList<>();
        for (int classId :
                pictures.stream().map(Picture::classId).distinct().sorted().toList()) {
            List<Picture> ofClass = pictures.stream()
                    .filter(picture -> picture.classId() == classId)
                    .toList();
            Map<Integer, Integer> counts = new TreeMap<>();
            Map<Integer, Double> areas = new TreeMap<>();
            for (Picture picture : ofClass) {
                picture.assigned().forEach((label, count) -> counts.merge(label, count, Integer::sum));
                picture.area().forEach((label, part) -> areas.merge(label, part / ofClass.size(), Double::sum));
            }
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            String className = classId < classNames.size() ? classNames.get(classId) : "";
            counts.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
                    .forEach(entry -> rows.add(new Row(
                            classId,
                            className,
                            maps.names().getOrDefault(entry.getKey(), String.valueOf(entry.getKey())),
                            entry.getValue(),
                            (double) entry.getValue() / all,
                            areas.getOrDefault(entry.getKey(), 0.0))));
        }
        return rows;
    }
}
