package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The {@link FailureDiagnosis} of every picture of a set that is taken for a wrong class.
 *
 * @param diagnosis how pictures are diagnosed
 */
public record FailureStories(FailureDiagnosis diagnosis) implements DataSetAnalysis {

    /**
     * The default diagnosis.
     *
     * @return the defaults
     */
    public static FailureStories defaults() {
        return new FailureStories(FailureDiagnosis.defaults());
    }

    /**
     * One picture.
     *
     * @param state what became of it
     * @param wrong the class that is predicted
     * @param truth its label; -1 if it has none
     * @param wrongProbability of the predicted class
     * @param trueProbability of the true class
     * @param wrongEvidence how many nodes only the wrong tree has
     * @param tried how many places were covered
     * @param repairedBy the neuron whose place, when it is covered, gives the true class; empty if none does
     * @param repairedProbability of the true class then; 0 if none does
     */
    public record Picture(
            State state,
            int wrong,
            int truth,
            double wrongProbability,
            double trueProbability,
            int wrongEvidence,
            int tried,
            String repairedBy,
            double repairedProbability) {}

    /** What becomes of a picture. */
    public enum State {
        /** It has no label, or one that the network does not know. */
        UNLABELLED,
        /** Its class is predicted. */
        RIGHT,
        /** It is taken for another class, and covering one place makes the true class the predicted one. */
        REPAIRED,
        /** It is taken for another class, whichever place is covered. */
        UNREPAIRED
    }

    /**
     * The set.
     *
     * @param provenance what it was found with
     * @param wrong how many pictures are taken for another class
     * @param repaired how many of these are repaired by covering one place
     * @param tried how many places were covered before the one that repairs, it included
     * @param pictures what became of each
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance,
            int wrong,
            int repaired,
            Summary tried,
            List<BulkRun.Item<Picture>> pictures,
            List<BulkRun.Failure> failures)
            implements AnalysisResult {

        /**
         * The pictures with a story: first those that are repaired, the surest mistakes first.
         *
         * @return pictures that are taken for another class
         */
        public List<BulkRun.Item<Picture>> stories() {
            return pictures.stream()
                    .filter(picture -> picture.value().state() == State.REPAIRED
                            || picture.value().state() == State.UNREPAIRED)
                    .sorted(Comparator.comparing((BulkRun.Item<Picture> picture) ->
                                    picture.value().state())
                            .thenComparing(picture -> -picture.value().wrongProbability()))
                    .toList();
        }

        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            for (BulkRun.Item<Picture> story : stories()) {
                Picture picture = story.value();
                lines.add(List.of(
                        story.name(),
                        picture.truth(),
                        picture.wrong(),
                        picture.wrongProbability(),
                        picture.tried(),
                        picture.repairedBy().isEmpty() ? "–" : picture.repairedBy(),
                        picture.repairedProbability()));
            }
            return List.of(Table.of(
                    wrong + " pictures are taken for another class, " + repaired
                            + " of them are repaired by covering one place",
                    List.of(
                            "picture",
                            "true class",
                            "predicted",
                            "its probability",
                            "places tried",
                            "repaired at",
                            "true class then"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            return List.of();
        }
    }

    @Override
    public String name() {
        return "failures";
    }

    @Override
    public Result run(Model model, ImageSet images, BulkRun run) throws IOException {
        Study study = new Study(this, model, images, run);
        List<BulkRun.Item<Picture>> pictures = study.each("diagnoses", Picture.class, seen -> measure(model, seen));
        List<Picture> wrong = pictures.stream()
                .map(BulkRun.Item::value)
                .filter(picture -> picture.state() == State.REPAIRED || picture.state() == State.UNREPAIRED)
                .toList();
        List<Double> tried = wrong.stream()
                .filter(picture -> picture.state() == State.REPAIRED)
                .map(picture -> (double) picture.tried())
                .toList();
        return new Result(
                study.provenance(), wrong.size(), tried.size(), Summary.of(tried), pictures, study.failures());
    }

    private Picture measure(Model model, Study.Seen seen) {
        OptionalInt label = seen.entry().label();
        if (label.isEmpty() || label.getAsInt() >= model.classes()) {
            return new Picture(State.UNLABELLED, -1, label.orElse(-1), 0, 0, 0, 0, "", 0);
        }
        int truth = label.getAsInt();
        return diagnosis
                .diagnose(model, seen.input(), truth)
                .map(FailureStories::picture)
                .orElse(new Picture(State.RIGHT, truth, truth, 0, 0, 0, 0, "", 0));
    }

    private static Picture picture(FailureDiagnosis.Diagnosis found) {
        return new Picture(
                found.repair().isPresent() ? State.REPAIRED : State.UNREPAIRED,
                found.wrong(),
                found.truth(),
                found.wrongProbability(),
                found.trueProbability(),
                found.evidence().size(),
                found.tried().size(),
                found.repair()
                        .map(occlusion -> occlusion.evidence().neuron().toString())
                        .orElse(""),
                found.repair().map(FailureDiagnosis.Occlusion::trueProbability).orElse(0.0));
    }
}
