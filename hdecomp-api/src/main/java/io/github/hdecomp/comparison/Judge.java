package io.github.hdecomp.comparison;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.data.ClassArea;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.ObjectSet;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.metric.Explanation;
import io.github.hdecomp.metric.GroundTruth;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.Question;
import io.github.hdecomp.metric.Score;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks all methods about one picture and judges what they say. */
final class Judge {
    private static final double NANOSECONDS = 1e6;

    private final MethodComparison comparison;
    private final Model model;
    private final ImageSet images;

    Judge(MethodComparison comparison, Model model, ImageSet images) {
        this.comparison = comparison;
        this.model = model;
        this.images = images;
    }

    /** Judges all answers about a picture. */
    PictureAnswers judge(int index, ImageEntry entry, BufferedImage picture) throws IOException {
        List<PictureAnswers.Answer> answers = new ArrayList<>();
        Tensor input = model.spec().preprocessing().apply(picture);
        Extent size = new Extent(picture.getHeight(), picture.getWidth());
        try (Tape tape = model.record(input)) {
            for (Question question : questions(index, entry, size, input, tape)) {
                for (Candidate candidate : comparison.candidates()) {
                    if (index < candidate.pictures()) {
                        answers.add(answer(candidate, question, tape));
                    }
                }
            }
        }
        return new PictureAnswers(answers);
    }

    /** What is asked about a picture, none of it answered yet. */
    List<Question> questions(int index, ImageEntry entry, Extent size, Tensor input, Tape tape) throws IOException {
        Prediction prediction = new Prediction(tape.logits(), model.spec().labels());
        List<ClassArea> objects = images instanceof ObjectSet objectSet ? objectSet.objects(index, size) : List.of();
        List<Integer> classes = classes(entry, prediction, objects);
        Region view = model.spec().preprocessing().view(size);
        List<Question> questions = new ArrayList<>();
        for (int classId : classes) {
            Optional<GroundTruth> truth =
                    images instanceof ObjectSet ? Optional.of(truth(classId, objects, view)) : Optional.empty();
            questions.add(new Question(model, input, prediction, new ClassDecision(classId), truth));
        }
        return questions;
    }

    private List<Integer> classes(ImageEntry entry, Prediction prediction, List<ClassArea> objects) {
        if (comparison.classId().isPresent()) {
            return List.of(comparison.classId().getAsInt());
        }
        return switch (comparison.asked()) {
            case PREDICTED -> List.of(prediction.classId());
            case LABELLED ->
                List.of(entry.label()
                        .orElseThrow(() -> new IllegalArgumentException(
                                entry.name() + ": its class is not known; ask about predicted classes")));
            case OBJECTS -> {
                if (objects.isEmpty()) {
                    throw new IllegalArgumentException(entry.name() + ": there are no objects in it");
                }
                yield objects.stream().map(ClassArea::classId).toList();
            }
        };
    }

    /** The objects of a class where the network sees them; no cells if there are none. */
    private static GroundTruth truth(int classId, List<ClassArea> objects, Region view) {
        for (ClassArea area : objects) {
            if (area.classId() == classId) {
                return new GroundTruth(area.mask().crop(view), area.ignored(), area.difficult());
            }
        }
        return new GroundTruth(Mask.of(new Extent(view.height(), view.width()), List.of()), false, false);
    }

    private PictureAnswers.Answer answer(Candidate candidate, Question question, Tape tape) {
        Attribution attribution;
        double milliseconds;
        try {
            long start = System.nanoTime();
            attribution = candidate.method().explain(tape, question.target());
            milliseconds = (System.nanoTime() - start) / NANOSECONDS;
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            return failed(candidate, question, String.valueOf(unfit.getMessage()));
        }
        Explanation explanation = Explanation.of(question, candidate.method(), attribution, candidate.reduction());
        List<PictureAnswers.Judgement> scores = new ArrayList<>();
        for (Metric metric : comparison.metrics()) {
            scores.add(judgement(metric, explanation));
        }
        return new PictureAnswers.Answer(
                question.target().classId(),
                label(question),
                candidate.method().name(),
                milliseconds,
                attribution.cost().forwards(),
                attribution.cost().backwards(),
                attribution.error().isPresent() ? attribution.error().getAsDouble() : null,
                attribution.remark().orElse(null),
                null,
                scores);
    }

    private static PictureAnswers.Judgement judgement(Metric metric, Explanation explanation) {
        Score score;
        try {
            score = metric.score(explanation);
        } catch (ArithmeticException unfit) {
            score = Score.undefined(String.valueOf(unfit.getMessage()));
        }
        @Nullable Double value = score.value().isPresent() ? score.value().getAsDouble() : null;
        @Nullable Double chance = score.chance().isPresent() ? score.chance().getAsDouble() : null;
        return new PictureAnswers.Judgement(
                metric.name(), value, chance, score.remark().orElse(null));
    }

    private PictureAnswers.Answer failed(Candidate candidate, Question question, String why) {
        return new PictureAnswers.Answer(
                question.target().classId(),
                label(question),
                candidate.method().name(),
                0,
                0,
                0,
                null,
                null,
                why,
                List.of());
    }

    private String label(Question question) {
        List<String> labels = model.spec().labels();
        int classId = question.target().classId();
        return classId < labels.size() ? labels.get(classId) : "";
    }
}
