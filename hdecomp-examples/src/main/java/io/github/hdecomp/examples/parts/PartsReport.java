package io.github.hdecomp.examples.parts;

import io.github.hdecomp.statistics.Bootstrap;
import io.github.hdecomp.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a {@link PartsBenchmark} found. */
public final class PartsReport {
    private final PartsBenchmark benchmark;
    private final List<String> stages;
    private final String weightsSha256;
    private final int right;
    private final int counterfactualsRight;
    private final Map<Series, List<Observation>> groups = new LinkedHashMap<>();

    /**
     * What belongs together.
     *
     * @param question what was explained
     * @param measure what was measured
     * @param method of whom
     * @param stage where
     */
    public record Series(Question question, Measure measure, String method, String stage) {}

    /**
     * The numbers of one picture.
     *
     * @param right whether the network got it right
     * @param counterfactualRight whether it got the counterfactual right
     * @param observations none if the network got it wrong
     */
    record PictureResult(boolean right, boolean counterfactualRight, List<Observation> observations) {}

    PartsReport(PartsBenchmark benchmark, List<String> stages, String weightsSha256, List<PictureResult> results) {
        this.benchmark = benchmark;
        this.stages = List.copyOf(stages);
        this.weightsSha256 = weightsSha256;
        this.right = (int) results.stream().filter(PictureResult::right).count();
        this.counterfactualsRight = (int)
                results.stream().filter(PictureResult::counterfactualRight).count();
        for (PictureResult result : results) {
            for (Observation seen : result.observations()) {
                groups.computeIfAbsent(
                                new Series(seen.question(), seen.measure(), seen.method(), seen.stage()),
                                key -> new ArrayList<>())
                        .add(seen);
            }
        }
    }

    /**
     * What was measured.
     *
     * @return the benchmark
     */
    public PartsBenchmark benchmark() {
        return benchmark;
    }

    /**
     * The stages, from the picture up.
     *
     * @return names of taps
     */
    public List<String> stages() {
        return stages;
    }

    /**
     * The fingerprint of the network.
     *
     * @return 64 hexadecimal digits
     */
    public String weightsSha256() {
        return weightsSha256;
    }

    /**
     * How many pictures the network got right: those that count.
     *
     * @return at most as many as there are
     */
    public int right() {
        return right;
    }

    /**
     * How many counterfactuals the network got right.
     *
     * @return at most as many as there are pictures
     */
    public int counterfactualsRight() {
        return counterfactualsRight;
    }

    /**
     * The methods that have numbers of a measure, in the order of the benchmark.
     *
     * @param measure what was measured
     * @return their names
     */
    public List<String> methods(Measure measure) {
        return benchmark.methods().stream()
                .map(PartsMethod::name)
                .distinct()
                .filter(name -> groups.keySet().stream()
                        .anyMatch(
                                key -> key.measure() == measure && key.method().equals(name)))
                .toList();
    }

    /**
     * The mean of a measure, with its 95 % interval over pictures.
     *
     * @param key which
     * @return empty if the method does not see the stage
     */
    public Optional<Summary> summary(Series key) {
        return Optional.ofNullable(groups.get(key))
                .map(seen -> Summary.of(seen.stream().map(Observation::value).toList()));
    }

    /**
     * What random places would have on average, in the same pictures.
     *
     * @param key which
     * @return NaN if nothing was measured
     */
    public double chance(Series key) {
        return groups.getOrDefault(key, List.of()).stream()
                .filter(seen -> !Double.isNaN(seen.value()))
                .mapToDouble(Observation::chance)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * By how much a method exceeds another, picture by picture.
     *
     * @param key one method's numbers
     * @param other the other method's name
     * @return the mean difference with its 95 % interval; empty if one of them does not see the stage
     */
    public Optional<Summary> difference(Series key, String other) {
        Map<Long, Double> theirs = new TreeMap<>();
        for (Observation seen :
                groups.getOrDefault(new Series(key.question(), key.measure(), other, key.stage()), List.of())) {
            theirs.put(seen.scene(), seen.value());
        }
        double[] differences = groups.getOrDefault(key, List.of()).stream()
                .filter(seen -> theirs.containsKey(seen.scene()))
                .mapToDouble(seen -> seen.value() - theirs.getOrDefault(seen.scene(), Double.NaN))
                .toArray();
        return differences.length == 0 ? Optional.empty() : Optional.of(Summary.of(differences, Bootstrap.defaults()));
    }

    /**
     * The numbers themselves.
     *
     * @param key which
     * @return in the order of pictures
     */
    public List<Observation> observations(Series key) {
        return List.copyOf(groups.getOrDefault(key, List.of()));
    }
}
