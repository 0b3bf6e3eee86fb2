package io.github.hdecomp.metric;

import io.github.hdecomp.statistics.Bootstrap;
import io.github.hdecomp.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a metric says of many explanations.
 *
 * @param mean averaged as the metric wants it; empty if no score is defined
 * @param interval of the mean, by bootstrap; empty if no score is defined
 * @param chance the average of what random maps would score, over the explanations with a defined score; empty where not known
 * @param defined how many scores are defined
 * @param undefined how many are not, and are left out of the mean
 * @param remarks how often each remark was made, in alphabetical order
 */
public record Summary(
        OptionalDouble mean,
        Optional<Interval> interval,
        OptionalDouble chance,
        int defined,
        int undefined,
        Map<String, Integer> remarks) {

    /**
     * The score of one explanation and the class that was explained.
     *
     * @param classId the class
     * @param score its score
     */
    public record Entry(int classId, Score score) {}

    /**
     * Sums up. The interval resamples explanations; where means are over classes, the classes and how many explanations each
     * has are kept.
     *
     * @param entries scores of one metric
     * @param averaging how they become one number
     * @param bootstrap how the interval is found
     * @return the summary
     */
    public static Summary of(List<Entry> entries, Averaging averaging, Bootstrap bootstrap) {
        List<Entry> defined = entries.stream()
                .filter(entry -> entry.score().value().isPresent())
                .toList();
        Map<String, Integer> remarks = new TreeMap<>();
        for (Entry entry : entries) {
            entry.score().remark().ifPresent(remark -> remarks.merge(remark, 1, Integer::sum));
        }
        int missing = entries.size() - defined.size();
        if (defined.isEmpty()) {
            return new Summary(OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty(), 0, missing, remarks);
        }
        double[] values = balanced(defined, averaging, entry -> entry.score().value());
        boolean chanceKnown =
                defined.stream().allMatch(entry -> entry.score().chance().isPresent());
        OptionalDouble chance = chanceKnown
                ? mean(balanced(defined, averaging, entry -> entry.score().chance()))
                : OptionalDouble.empty();
        return new Summary(
                mean(values), Optional.of(bootstrap.interval(values)), chance, defined.size(), missing, remarks);
    }

    private static OptionalDouble mean(double[] values) {
        return Arrays.stream(values).average();
    }

    private interface Reading {
        OptionalDouble of(Entry entry);
    }

    /**
     * Numbers whose mean is the average that is wanted, and whose spread is that of the average: for averages over classes, each
     * value's distance from its class's mean, weighted as its class weighs it, around the mean over classes.
     */
    private static double[] balanced(List<Entry> entries, Averaging averaging, Reading reading) {
        double[] values = entries.stream()
                .mapToDouble(entry -> reading.of(entry).getAsDouble())
                .toArray();
        if (averaging == Averaging.OVER_PICTURES) {
            return values;
        }
        Map<Integer, Double> means = entries.stream()
                .collect(Collectors.groupingBy(
                        Entry::classId,
                        TreeMap::new,
                        Collectors.averagingDouble(entry -> reading.of(entry).getAsDouble())));
        Map<Integer, Long> counts =
                entries.stream().collect(Collectors.groupingBy(Entry::classId, Collectors.counting()));
        double overall = means.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        for (int i = 0; i < values.length; i++) {
            int classId = entries.get(i).classId();
            double weight = (double) values.length / means.size() / counts.getOrDefault(classId, 1L);
            values[i] = overall + weight * (values[i] - means.getOrDefault(classId, 0.0));
        }
        return values;
    }
}
