package io.github.hdecomp.benchmarks.report;

import io.github.hdecomp.benchmarks.cost.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a benchmark measured, round by round.
 *
 * @param benchmark its class and method, such as {@code ForwardBenchmark.round}
 * @param parameters its parameters by name
 * @param rounds the counters of each round by name
 */
record Measurement(String benchmark, Map<String, String> parameters, List<Map<String, Double>> rounds) {

    static Measurement of(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        Map<String, String> parameters = new TreeMap<>();
        for (String key : result.getParams().getParamsKeys()) {
            parameters.put(key, result.getParams().getParam(key));
        }
        List<Map<String, Double>> rounds = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> counters(iteration.getSecondaryResults()))
                .toList();
        return new Measurement(name.substring(name.lastIndexOf('.', method - 1) + 1), parameters, rounds);
    }

    @SuppressWarnings("rawtypes") // JMH's own type
    private static Map<String, Double> counters(Map<String, Result> results) {
        Map<String, Double> counters = new TreeMap<>();
        results.forEach((name, result) -> counters.put(name, result.getScore()));
        return counters;
    }

    /**
     * The median over the rounds.
     *
     * @param counter its name
     * @return NaN if it was not measured
     */
    double median(String counter) {
        return median(round -> round.getOrDefault(counter, Double.NaN));
    }

    /**
     * The median over the rounds of the ratio of two counters.
     *
     * @param counter the name of one
     * @param over the name of the other
     * @return NaN if one of them was not measured
     */
    double ratio(String counter, String over) {
        return median(round -> round.getOrDefault(counter, Double.NaN) / round.getOrDefault(over, Double.NaN));
    }

    private double median(ToDoubleFunction<Map<String, Double>> value) {
        double[] values = rounds.stream().mapToDouble(value).toArray();
        if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /** One of its parameters. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The network that it ran. */
    String network() {
        return parameter("network");
    }

    /**
     * What the work cannot do without.
     *
     * @return as the benchmark counted it
     */
    Cost cost() {
        return new Cost(median("multiplyAdds"), median("bytes"));
    }
}
