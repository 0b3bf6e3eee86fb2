package io.github.hdecomp.examples;

import io.github.hdecomp.metric.Deletion;
import io.github.hdecomp.metric.Drop;
import io.github.hdecomp.metric.EnergyPointingGame;
import io.github.hdecomp.metric.Increase;
import io.github.hdecomp.metric.Infidelity;
import io.github.hdecomp.metric.Insertion;
import io.github.hdecomp.metric.MaxSensitivity;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.PatchAblation;
import io.github.hdecomp.metric.PointingGame;
import io.github.hdecomp.metric.SizeAdaptivePrecision;
import io.github.hdecomp.metric.TopFractionIou;
import io.github.hdecomp.text.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** The metrics that commands offer, with their default parameters. */
final class Metrics {
    /** What needs a second network, which the command makes. */
    static final String SANITY_CHECK = "sanity-check";

    /** Judged on altered pictures: all that is cheap enough to be asked of every method. */
    private static final List<Metric> FAITHFUL = List.of(
            Drop.soft(), Increase.soft(), Drop.top15(), Increase.top15(), Insertion.defaults(), Deletion.defaults());

    /** Judged by where objects are. */
    private static final List<Metric> LOCALISING = List.of(
            PointingGame.defaults(),
            EnergyPointingGame.defaults(),
            TopFractionIou.defaults(),
            new SizeAdaptivePrecision());

    private static final List<Metric> FURTHER = List.of(
            PointingGame.defaults().withSubset(PointingGame.Subset.DIFFICULT),
            PatchAblation.defaults(),
            Infidelity.comparing(),
            MaxSensitivity.defaults());

    private Metrics() {}

    /** Those that are used where none are named. */
    static List<Metric> usual(boolean objectsKnown) {
        List<Metric> usual = new ArrayList<>(objectsKnown ? LOCALISING : List.of());
        usual.addAll(FAITHFUL);
        return usual;
    }

    /** All names, for help texts. */
    static List<String> names() {
        List<String> names = new ArrayList<>(all().stream().map(Metric::name).toList());
        names.add(SANITY_CHECK);
        return names;
    }

    private static List<Metric> all() {
        List<Metric> all = new ArrayList<>(LOCALISING);
        all.addAll(FAITHFUL);
        all.addAll(FURTHER);
        return all;
    }

    /** A metric by its name. */
    static Metric find(String name) {
        return all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no metric is called " + name + "; " + Suggestions.sentence(name, names())));
    }
}
