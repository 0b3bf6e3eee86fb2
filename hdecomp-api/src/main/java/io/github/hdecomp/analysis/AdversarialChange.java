package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.GradientActivationPropagation;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import io.github.hdecomp.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What an attack does inside a network (Cheng et al., Fig. 12): the peak responses, which are maxima over positions, of the
 * channels that matter most for the class that was predicted and for the class that the attacked picture is taken for, before
 * and after. The paper names no parameters of the attack.
 *
 * @param attack how pictures are attacked
 * @param channels how many channels per class
 * @param target the class that pictures are to be taken for, where they are not already; -1 for any other class than the
 *     predicted one
 * @param taps the layer whose channels are looked at; empty for the network's highest stage
 */
public record AdversarialChange(ProjectedGradientDescent attack, int channels, int target, List<Tap> taps)
        implements DataSetAnalysis {

    /**
     * Checks the range and keeps a copy of the list.
     *
     * @param attack see above
     * @param channels see above
     * @param target see above
     * @param taps see above
     */
    public AdversarialChange {
        taps = List.copyOf(taps);
        if (channels < 1) {
            throw new IllegalArgumentException("adversarial change: channels " + channels + " must be at least 1");
        }
    }

    /**
     * Four channels per class, untargeted.
     *
     * @return the defaults
     */
    public static AdversarialChange defaults() {
        return new AdversarialChange(ProjectedGradientDescent.defaults(), 4, -1, List.of());
    }

    /**
     * One channel of one picture.
     *
     * @param channel its number
     * @param clean its peak response to the picture
     * @param attacked its peak response to the attacked picture
     */
    public record Response(int channel, double clean, double attacked) {

        /**
         * By how much the response rises.
         *
         * @return attacked less clean
         */
        public double change() {
            return attacked - clean;
        }
    }

    /**
     * One attacked picture.
     *
     * @param predicted the class that was predicted
     * @param goal the class that the attack leads to; -1 for any other. A picture that is taken for it already is not attacked.
     * @param attackedClass the class that the attacked picture is taken for
     * @param cleanProbability of the class that was predicted
     * @param attackedProbability of the same class for the attacked picture
     * @param layer the layer of the channels
     * @param before the channels that mattered most for the class that was predicted
     * @param after those that matter most for the class that the attacked picture is taken for; empty if it is the same
     */
    public record Picture(
            int predicted,
            int goal,
            int attackedClass,
            double cleanProbability,
            double attackedProbability,
            String layer,
            List<Response> before,
            List<Response> after) {

        /**
         * Whether the attack changed the decision.
         *
         * @return true if the classes differ
         */
        public boolean fooled() {
            return predicted != attackedClass;
        }

        /** 1 if the attack reached what it was to reach, 0 if not; NaN if there was nothing to do. */
        private double success() {
            if (goal == predicted) {
                return Double.NaN;
            }
            return (goal < 0 ? fooled() : attackedClass == goal) ? 1 : 0;
        }
    }

    /**
     * The set.
     *
     * @param provenance what it was found with
     * @param succeeded the part of attacked pictures that are taken for the target, or for any other class if there is none;
     *     undefined are those that were taken for the target already
     * @param before change of the peaks of the first class's channels, attacked less clean, over pictures that are fooled
     * @param after likewise for the channels of the class that the attacked picture is taken for
     * @param pictures what became of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            Summary succeeded,
            Summary before,
            Summary after,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<List<Object>> examples = new ArrayList<>();
            fooled().limit(3).forEach(picture -> {
                Picture value = picture.value();
                value.before().forEach(response -> examples.add(line(picture, value.predicted(), response)));
                value.after().forEach(response -> examples.add(line(picture, value.attackedClass(), response)));
            });
            return List.of(
                    Table.of(
                            "Attacked pictures",
                            List.of(
                                    "attacks that succeed",
                                    "peaks of the first class's channels",
                                    "peaks of the other's channels"),
                            List.of(List.of(succeeded, before, after))),
                    Table.of(
                            "The first pictures that were taken for another class",
                            List.of("picture", "class", "channel", "clean peak", "attacked peak", "change"),
                            examples));
        }

        private Stream<BulkRun.Item<Picture>> fooled() {
            return pictures.stream().filter(picture -> picture.value().fooled());
        }

        private static List<Object> line(BulkRun.Item<Picture> picture, int classId, Response response) {
            return List.of(
                    picture.name(),
                    classId,
                    response.channel(),
                    response.clean(),
                    response.attacked(),
                    response.change());
        }

        @Override
        public List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            fooled().findFirst().ifPresent(picture -> figures.add(onePicture(picture)));
            figures.add(new Figure(
                    "adversarial",
                    "Peak responses of important channels under attack",
                    "channels of",
                    "attacked less clean",
                    Figure.Kind.BARS,
                    List.of(Figure.Series.bars(
                            "mean change",
                            List.of("the predicted class", "the class it is taken for"),
                            List.of(before.mean(), after.mean())))));
            return figures;
        }

        /** The channels of both classes side by side, before and after. */
        private static Figure onePicture(BulkRun.Item<Picture> item) {
            Picture picture = item.value();
            List<Response> responses = new ArrayList<>(picture.before());
            responses.addAll(picture.after());
            List<String> names = new ArrayList<>();
            for (int i = 0; i < responses.size(); i++) {
                int classId = i < picture.before().size() ? picture.predicted() : picture.attackedClass();
                names.add(classId + ": #" + responses.get(i).channel());
            }
            return new Figure(
                    "adversarial-picture",
                    item.name() + ": class " + picture.predicted() + " is taken for class " + picture.attackedClass(),
                    "class: channel of " + picture.layer(),
                    "peak response",
                    Figure.Kind.BARS,
                    List.of(
                            Figure.Series.bars(
                                    "clean",
                                    names,
                                    responses.stream().map(Response::clean).toList()),
                            Figure.Series.bars(
                                    "attacked",
                                    names,
                                    responses.stream().map(Response::attacked).toList())));
        }
    }

    @Override
    public String name() {
        return "adversarial";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<BulkRun.Item<Picture>> pictures =
                study.each("attacked", Picture.class, seen -> measure(model, seen.input()));
        List<Picture> fooled = pictures.stream()
                .map(BulkRun.Item::value)
                .filter(Picture::fooled)
                .toList();
        return new Result(
                study.provenance(),
                Summary.of(pictures.stream()
                        .map(picture -> picture.value().success())
                        .toList()),
                Summary.of(
                        fooled.stream().map(picture -> change(picture.before())).toList()),
                Summary.of(
                        fooled.stream().map(picture -> change(picture.after())).toList()),
                pictures,
                study.failures());
    }

    private static double change(List<Response> responses) {
        return responses.stream().mapToDouble(Response::change).average().orElse(Double.NaN);
    }

    /**
     * Attacks one picture and looks inside.
     *
     * @param model the network
     * @param input the picture as the network sees it
     * @return what became of it
     */
    public Picture measure(Model model, Tensor input) {
        Tap tap = Study.topDown(model, taps).get(0);
        try (Tape clean = model.record(input)) {
            Prediction before = new Prediction(clean.logits(), List.of());
            int predicted = before.classId();
            try (Tape attacked = model.record(attacked(model, input, predicted))) {
                Prediction after = new Prediction(attacked.logits(), List.of());
                int now = after.classId();
                return new Picture(
                        predicted,
                        target,
                        now,
                        probability(before, predicted),
                        probability(after, predicted),
                        tap.name(),
                        responses(clean, predicted, tap, clean, attacked),
                        now == predicted ? List.of() : responses(attacked, now, tap, clean, attacked));
            }
        }
    }

    /**
     * Attacks one picture.
     *
     * @param model the network
     * @param input the picture as the network sees it
     * @param predicted the class that is predicted
     * @return the attacked picture; the picture itself if it is taken for the target already
     */
    public Tensor attacked(Model model, Tensor input, int predicted) {
        if (target == predicted) {
            return input;
        }
        return attack.attack(model, input, predicted, target < 0 ? OptionalInt.empty() : OptionalInt.of(target));
    }

    private static double probability(Prediction prediction, int classId) {
        return prediction.top(prediction.logits().size()).stream()
                .filter(candidate -> candidate.classId() == classId)
                .findFirst()
                .map(Prediction.Candidate::probability)
                .orElse(0.0);
    }

    private List<Response> responses(Tape explained, int classId, Tap tap, Tape clean, Tape attacked) {
        List<Integer> strongest = GradientActivationPropagation.decompose(
                        explained, List.of(new ClassDecision(classId)), tap)
                .get(0)
                .activated();
        Tensor before = clean.activation(tap);
        Tensor after = attacked.activation(tap);
        int cells = before.shape().height() * before.shape().width();
        return strongest.stream()
                .limit(channels)
                .map(channel -> new Response(
                        channel,
                        Features.largest(before, channel * cells, cells),
                        Features.largest(after, channel * cells, cells)))
                .toList();
    }
}
