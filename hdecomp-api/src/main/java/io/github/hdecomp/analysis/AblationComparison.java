package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which method finds the channels that predictions depend on (Cheng et al., Fig. 10): the n channels that it ranks highest for
 * the predicted class are replaced by zeros, in one stage or in all of them at once, and the network predicts again. The lower
 * the curve, the better the method. The paper does not say whether it removes channels of one stage or of all; both are here.
 *
 * @param methods what is compared
 * @param counts the numbers n of channels removed per stage, each at least 1
 * @param taps the layers; empty for the network's stages
 */
public record AblationComparison(List<ChannelImportance> methods, List<Integer> counts, List<Tap> taps)
        implements DataSetAnalysis {
    private static final String JOINT = "all stages";

    /**
     * Checks the range and keeps copies of the lists.
     *
     * @param methods see above
     * @param counts see above
     * @param taps see above
     */
    public AblationComparison {
        methods = List.copyOf(methods);
        counts = List.copyOf(counts);
        taps = List.copyOf(taps);
        if (methods.isEmpty() || counts.isEmpty() || counts.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("ablation comparison: methods " + methods + " and numbers of channels "
                    + counts + ", expected at least one of each, and numbers from 1");
        }
    }

    /**
     * What becomes of one picture.
     *
     * @param stage the layer, or "all stages"
     * @param method what ranked the channels
     * @param removed how many channels per stage
     * @param predicted the class that is predicted without them
     */
    public record Ablated(String stage, String method, int removed, int predicted) {

        private String key() {
            return stage + "\n" + method + "\n" + removed;
        }
    }

    /**
     * What becomes of one picture.
     *
     * @param label its class; -1 if it has none
     * @param predicted the class that is predicted
     * @param ablated by stage, method and number of channels
     */
    public record Picture(int label, int predicted, List<Ablated> ablated) {}

    /**
     * One point of a curve.
     *
     * @param stage the layer, or "all stages"
     * @param method what ranked the channels
     * @param removed how many channels per stage; 0 for the whole network
     * @param accuracy the part of labelled pictures whose class is predicted; NaN if none is labelled
     * @param match the part of pictures whose prediction stays
     */
    public record Row(String stage, String method, int removed, double accuracy, double match) {}

    /**
     * The curves.
     *
     * @param provenance what they were found with
     * @param accuracy of the whole network; NaN if no picture is labelled
     * @param rows by stage, method and number of channels
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
        private boolean labelled() {
            return !Double.isNaN(accuracy);
        }

        @Override
        public List<Table> tables() {
            List<Integer> counts = rows.stream().map(Row::removed).distinct().toList();
            List<String> columns = new ArrayList<>(List.of("stage", "method"));
            counts.forEach(count -> columns.add(count + " removed"));
            List<List<Object>> lines = new ArrayList<>();
            for (String stage : distinctStages()) {
                for (String method : distinctMethods()) {
                    List<Object> line = new ArrayList<>(List.of(stage, method));
                    curve(stage, method).forEach(row -> line.add(labelled() ? row.accuracy() : row.match()));
                    lines.add(line);
                }
            }
            return List.of(Table.of(
                    (labelled() ? "Accuracy" : "Part of predictions that stay") + " without the highest channels",
                    columns,
                    lines));
        }

        private List<String> distinctStages() {
            return rows.stream().map(Row::stage).distinct().toList();
        }

        private List<String> distinctMethods() {
            return rows.stream().map(Row::method).distinct().toList();
        }

        private List<Row> curve(String stage, String method) {
            return rows.stream()
                    .filter(row -> row.stage().equals(stage) && row.method().equals(method))
                    .toList();
        }

        @Override
        public List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            for (String stage : distinctStages()) {
                List<Figure.Series> series = new ArrayList<>();
                for (String method : distinctMethods()) {
                    List<Row> curve = curve(stage, method);
                    series.add(Figure.Series.line(
                            method,
                            curve.stream().map(row -> (double) row.removed()).toList(),
                            curve.stream()
                                    .map(row -> labelled() ? row.accuracy() : row.match())
                                    .toList()));
                }
                figures.add(new Figure(
                        "ablation-" + stage.replace(' ', '-'),
                        "Without the channels that a method ranks highest, " + stage,
                        "channels removed",
                        labelled() ? "accuracy" : "predictions that stay",
                        Figure.Kind.LINES,
                        series));
            }
            return figures;
        }
    }

    @Override
    public String name() {
        return "ablation";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<Tap> topDown = Study.topDown(model, taps);
        List<BulkRun.Item<Picture>> pictures =
                study.eachTape("ablated", Picture.class, (seen, tape) -> measure(seen, tape, topDown));
        List<Picture> found = pictures.stream().map(BulkRun.Item::value).toList();
        double accuracy = found.stream()
                .filter(picture -> picture.label() >= 0)
                .mapToDouble(picture -> picture.predicted() == picture.label() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        return new Result(study.provenance(), accuracy, rows(found, topDown, accuracy), pictures, study.failures());
    }

    private Picture measure(Study.Seen seen, Tape tape, List<Tap> topDown) {
        int predicted = new Prediction(tape.logits(), List.of()).classId();
        List<Ablated> ablated = new ArrayList<>();
        for (ChannelImportance method : methods) {
            Map<Tap, double[]> importance = method.of(tape, new ClassDecision(predicted), topDown);
            for (int count : counts) {
                Map<Tap, Edit> all = new HashMap<>();
                importance.forEach((tap, channels) -> all.put(tap, Edit.zero(highest(channels, count))));
                all.forEach((tap, edit) -> ablated.add(new Ablated(
                        tap.name(),
                        method.name(),
                        count,
                        tape.model().predict(seen.input(), Map.of(tap, edit)).classId())));
                int joint = tape.model().predict(seen.input(), all).classId();
                ablated.add(new Ablated(JOINT, method.name(), count, joint));
            }
        }
        return new Picture(seen.entry().label().orElse(-1), predicted, ablated);
    }

    private static int[] highest(double[] importance, int count) {
        return IntStream.range(0, importance.length)
                .boxed()
                .sorted(Comparator.comparingDouble(channel -> -importance[channel]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private List<Row> rows(List<Picture> pictures, List<Tap> topDown, double accuracy) {
        Map<String, List<boolean[]>> byKey = new HashMap<>();
        for (Picture picture : pictures) {
            for (Ablated one : picture.ablated()) {
                byKey.computeIfAbsent(one.key(), unknown -> new ArrayList<>()).add(new boolean[] {
                    picture.label() >= 0, one.predicted() == picture.label(), one.predicted() == picture.predicted()
                });
            }
        }
        List<String> stages = new ArrayList<>(topDown.stream().map(Tap::name).toList());
        stages.add(JOINT);
        List<Row> rows = new ArrayList<>();
        for (String stage : stages) {
            for (ChannelImportance method : methods) {
                rows.add(new Row(stage, method.name(), 0, accuracy, 1));
                for (int count : counts) {
                    List<boolean[]> outcomes =
                            byKey.getOrDefault(new Ablated(stage, method.name(), count, 0).key(), List.of());
                    rows.add(new Row(
                            stage,
                            method.name(),
                            count,
                            outcomes.stream()
                                    .filter(outcome -> outcome[0])
                                    .mapToDouble(outcome -> outcome[1] ? 1 : 0)
                                    .average()
                                    .orElse(Double.NaN),
                            outcomes.stream()
                                    .mapToDouble(outcome -> outcome[2] ? 1 : 0)
                                    .average()
                                    .orElse(Double.NaN)));
                }
            }
        }
        return rows;
    }
}
