package io.github.hdecomp.comparison;

import io.github.hdecomp.comparison.PictureAnswers.Answer;
import io.github.hdecomp.comparison.PictureAnswers.Judgement;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.Score;
import io.github.hdecomp.metric.Summary;
import io.github.hdecomp.statistics.Bootstrap;
import io.github.hdecomp.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sums up what was found of one method. */
final class Tally {
    private final String method;
    private final List<Answer> answers;

    Tally(String method, List<PictureAnswers> pictures) {
        this.method = method;
        this.answers = pictures.stream()
                .flatMap(picture -> picture.answers().stream())
                .filter(answer -> answer.method().equals(method))
                .toList();
    }

    MethodSummary of(List<Metric> metrics) {
        List<Answer> made =
                answers.stream().filter(answer -> answer.failure() == null).toList();
        List<MethodSummary.MetricSummary> scores = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            scores.add(summary(metrics.get(i), i, made));
        }
        return new MethodSummary(
                method,
                made.size(),
                median(made.stream().mapToDouble(Answer::milliseconds).toArray()),
                made.stream().mapToInt(Answer::forwards).average().orElse(0),
                made.stream().mapToInt(Answer::backwards).average().orElse(0),
                counted(answers, Answer::failure),
                counted(answers, Answer::remark),
                scores);
    }

    private static MethodSummary.MetricSummary summary(Metric metric, int number, List<Answer> made) {
        List<Summary.Entry> entries = made.stream()
                .map(answer -> new Summary.Entry(
                        answer.classId(), score(answer.scores().get(number))))
                .toList();
        Summary summary = Summary.of(entries, metric.averaging(), Bootstrap.defaults());
        Optional<Interval> interval = summary.interval();
        return new MethodSummary.MetricSummary(
                metric.name(),
                orNull(summary.mean()),
                interval.map(Interval::low).orElse(null),
                interval.map(Interval::high).orElse(null),
                orNull(summary.chance()),
                summary.defined(),
                summary.undefined(),
                summary.remarks());
    }

    private static Score score(Judgement judgement) {
        return new Score(
                optional(judgement.value()), optional(judgement.chance()), Optional.ofNullable(judgement.remark()));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Map<String, Integer> counted(List<Answer> answers, Function<Answer, @Nullable String> text) {
        Map<String, Integer> counts = new TreeMap<>();
        answers.stream().map(text).filter(Objects::nonNull).forEach(why -> counts.merge(why, 1, Integer::sum));
        return counts;
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length == 0
                ? Double.NaN
                : values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
