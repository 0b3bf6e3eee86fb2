package io.github.hdecomp.examples.sanity;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.metric.SanityCheck;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Summary;
import io.github.hdecomp.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The data randomisation test (Adebayo et al. 2018, arXiv 1810.03292; Cheng et al., Fig. 8b): the same pictures explained by a
 * network trained with the right labels and by one of the same kind that learned permuted labels by heart, each for the class
 * that it predicts itself, and compared by Spearman's correlation over all pixels. What still looks alike does not depend on what
 * the labels meant.
 *
 * @param scenes where pictures come from; none that either network was trained with
 * @param pictures how many, at least 1
 * @param methods what is tested
 */
public record DataRandomisation(Scenes scenes, int pictures, List<Saliency> methods) {

    /**
     * Checks the range and keeps a copy of the list.
     *
     * @param scenes see above
     * @param pictures see above
     * @param methods see above
     */
    public DataRandomisation {
        methods = List.copyOf(methods);
        if (pictures < 1 || methods.isEmpty()) {
            throw new IllegalArgumentException("data randomisation: " + pictures + " pictures and " + methods.size()
                    + " methods, expected at least one of each");
        }
    }

    /**
     * How alike the maps of a method are.
     *
     * @param method its name
     * @param magnitudes of maps of magnitudes, cut at the 99th percentile
     * @param signed of signed maps
     */
    public record Row(String method, Summary magnitudes, Summary signed) {}

    /**
     * The results.
     *
     * @param rows one per method
     * @param agreement of how many pictures both networks predict the same class
     */
    public record Result(List<Row> rows, int agreement) {

        /**
         * Keeps a copy of the list.
         *
         * @param rows see above
         * @param agreement see above
         */
        public Result {
            rows = List.copyOf(rows);
        }
    }

    /** The correlations of one picture, one of each kind per method. */
    private record Correlations(boolean agreed, List<Double> magnitudes, List<Double> signed) {}

    /**
     * Does the test.
     *
     * @param trained with the right labels
     * @param permuted with permuted labels
     * @param progress is told of every picture
     * @return the results; they do not depend on the number of processors
     * @throws IllegalArgumentException if the networks have different inputs
     */
    public Result run(Model trained, Model permuted, BulkRun.Progress progress) {
        if (!trained.spec().input().equals(permuted.spec().input())) {
            throw new IllegalArgumentException("data randomisation: inputs of shapes "
                    + trained.spec().input() + " and " + permuted.spec().input()
                    + ", expected two networks of one kind");
        }
        AtomicInteger done = new AtomicInteger();
        List<Correlations> all = IntStream.range(0, pictures)
                .parallel()
                .mapToObj(index -> {
                    Correlations found = compare(trained, permuted, index);
                    synchronized (done) {
                        progress.advance(done.incrementAndGet(), pictures);
                    }
                    return found;
                })
                .toList();
        List<Row> rows = IntStream.range(0, methods.size())
                .mapToObj(method -> new Row(
                        methods.get(method).name(),
                        Summary.of(all.stream()
                                .map(found -> found.magnitudes().get(method))
                                .toList()),
                        Summary.of(all.stream()
                                .map(found -> found.signed().get(method))
                                .toList())))
                .toList();
        return new Result(rows, (int) all.stream().filter(Correlations::agreed).count());
    }

    private Correlations compare(Model trained, Model permuted, int index) {
        Tensor input = trained.spec()
                .preprocessing()
                .normalize(scenes.scene(index).draw().image());
        SanityCheck magnitudes = SanityCheck.of(permuted);
        SanityCheck signed = new SanityCheck(permuted, true, true);
        try (Tape first = trained.record(input);
                Tape second = permuted.record(input)) {
            ClassDecision one = predicted(first);
            ClassDecision other = predicted(second);
            List<Double> ofMagnitudes = new ArrayList<>();
            List<Double> ofSigned = new ArrayList<>();
            for (Saliency method : methods) {
                Attribution before = method.explain(first, one);
                Attribution after = method.explain(second, other);
                ofMagnitudes.add(correlation(magnitudes, Reduction.SUM_OF_MAGNITUDES, before, after));
                ofSigned.add(correlation(signed, Reduction.SUM, before, after));
            }
            return new Correlations(one.equals(other), ofMagnitudes, ofSigned);
        }
    }

    private static ClassDecision predicted(Tape tape) {
        return new ClassDecision(new Prediction(tape.logits(), List.of()).classId());
    }

    private static double correlation(SanityCheck check, Reduction reduction, Attribution before, Attribution after) {
        return check.correlation(map(reduction, before), map(reduction, after)).orElse(Double.NaN);
    }

    private static Tensor map(Reduction reduction, Attribution attribution) {
        return Upsampling.BILINEAR.apply(reduction.map(attribution.values()), Scenes.SIZE, Scenes.SIZE);
    }

    /**
     * The results as Markdown.
     *
     * @param result what {@link #run} found
     * @return a page
     */
    public String text(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("# Explanations after learning permuted labels by heart");
        lines.add("");
        lines.add(pictures + " unseen scenes (seed " + scenes.seed()
                + "), each explained by both networks for the class that the network itself predicts; both predict the same class for "
                + result.agreement()
                + ". Spearman's correlation of the two maps over all pixels, mean with its 95 % interval over pictures: the"
                + " lower, the more an explanation depends on what was learned.");
        lines.add("");
        lines.add("| method | magnitudes | signed |");
        lines.add("|" + String.join("", Collections.nCopies(3, "---|")));
        for (Row row : result.rows()) {
            lines.add("| " + row.method() + " | " + cell(row.magnitudes()) + " | " + cell(row.signed()) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String cell(Summary summary) {
        return String.format(
                Locale.ROOT,
                "%.3f <sub>%.3f–%.3f</sub>%s",
                summary.mean(),
                summary.interval().low(),
                summary.interval().high(),
                summary.undefined() > 0 ? " (" + summary.undefined() + " undefined)" : "");
    }
}
