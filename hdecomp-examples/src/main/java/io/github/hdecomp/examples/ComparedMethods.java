package io.github.hdecomp.examples;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.comparison.Candidate;
import io.github.hdecomp.comparison.CentreControl;
import io.github.hdecomp.comparison.RandomControl;
import io.github.hdecomp.examples.methods.Methods;
import io.github.hdecomp.examples.methods.Parameters;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.text.Suggestions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options by which a comparison is told its methods. */
final class ComparedMethods {
    private static final List<Saliency> CONTROLS = List.of(RandomControl.defaults(), new CentreControl());

    /** Methods whose values say how sensitive the decision is to a place, in whichever direction. */
    private static final Set<String> SENSITIVITIES =
            Set.of("gradient", "guided-backprop", "deconvnet", "smooth-grad", "gap");

    /** Methods whose negative values the authors leave out. */
    private static final Set<String> CONTRASTS = Set.of("clrp1", "clrp2");

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "The methods, separated by commas: ${COMPLETION-CANDIDATES}; without it, all of them.",
            completionCandidates = Names.class)
    private List<String> names = List.of();

    @Option(
            names = "--set",
            paramLabel = "METHOD.NAME=VALUE",
            description = "A parameter of a method, such as integrated-gradients.steps=20; may be repeated.")
    private List<String> settings = List.of();

    @Option(
            names = "--limit",
            paramLabel = "METHOD=N",
            split = ",",
            description = "Methods that take long are asked of the first N pictures only, such as rise=10.")
    private Map<String, Integer> limits = new LinkedHashMap<>();

    @Option(
            names = "--reduction",
            paramLabel = "METHOD=HOW",
            split = ",",
            description = "How the values of a place's channels become one: sum, sum-of-magnitudes, sum-of-positives or"
                    + " largest-magnitude (default: magnitudes for gradients, positives for CLRP, else the sum).")
    private Map<String, Reduction> reductions = new LinkedHashMap<>();

    /** The names of methods and controls, for help texts. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all().stream().map(Saliency::name).iterator();
        }
    }

    private static List<Saliency> all() {
        List<Saliency> all = new ArrayList<>(Methods.all());
        all.addAll(CONTROLS);
        return all;
    }

    /** The methods as they were asked for. */
    List<Candidate> candidates() {
        List<String> wanted =
                names.isEmpty() ? all().stream().map(Saliency::name).toList() : names;
        checkNamed("--limit", limits.keySet(), wanted);
        checkNamed("--reduction", reductions.keySet(), wanted);
        List<Candidate> candidates = new ArrayList<>();
        Map<String, List<String>> parameters = parameters();
        checkNamed("--set", parameters.keySet(), wanted);
        for (String name : wanted) {
            Saliency method = find(name);
            for (String assignment : parameters.getOrDefault(name, List.of())) {
                method = Parameters.with(method, assignment);
            }
            candidates.add(new Candidate(
                    method, reductions.getOrDefault(name, usual(name)), limits.getOrDefault(name, Integer.MAX_VALUE)));
        }
        return candidates;
    }

    private static Saliency find(String name) {
        return CONTROLS.stream()
                .filter(control -> control.name().equals(name))
                .findFirst()
                .orElseGet(() -> Methods.find(name));
    }

    private static Reduction usual(String name) {
        if (CONTRASTS.contains(name)) {
            return Reduction.SUM_OF_POSITIVES;
        }
        return SENSITIVITIES.contains(name) ? Reduction.SUM_OF_MAGNITUDES : Reduction.SUM;
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String setting : settings) {
            int point = setting.indexOf('.');
            if (point < 1) {
                throw new IllegalArgumentException(
                        "--set " + setting + ": expected METHOD.NAME=VALUE, such as integrated-gradients.steps=20");
            }
            parameters
                    .computeIfAbsent(setting.substring(0, point), none -> new ArrayList<>())
                    .add(setting.substring(point + 1));
        }
        return parameters;
    }

    private static void checkNamed(String option, Set<String> named, List<String> wanted) {
        for (String name : named) {
            if (!wanted.contains(name)) {
                throw new IllegalArgumentException(
                        option + ": " + name + " is not compared; " + Suggestions.sentence(name, wanted));
            }
        }
    }
}
