package io.github.hdecomp.comparison;

import io.github.hdecomp.Version;
import io.github.hdecomp.analysis.AnalysisProvenance;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.ObjectSet;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.Need;
import io.github.hdecomp.model.Model;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The comparison of methods: each explains the same classes of the same pictures, every method of a picture from one recorded
 * pass, and each explanation is judged by every metric. Of a picture, one map at a time is in memory.
 *
 * <p>Run times are of the method alone, on top of the recorded pass, and of as many threads as the model has; pictures that are
 * worked on at once take longer each.
 *
 * @param candidates the methods, with different names
 * @param metrics the metrics, with different names
 * @param asked which classes are explained
 * @param classId a class to explain in every picture instead; empty for those that are asked for
 */
public record MethodComparison(List<Candidate> candidates, List<Metric> metrics, Asked asked, OptionalInt classId)
        implements DataSetAnalysis {

    /**
     * Checks the names and keeps copies of the lists.
     *
     * @param candidates see above
     * @param metrics see above
     * @param asked see above
     * @param classId see above
     */
    public MethodComparison {
        candidates = List.copyOf(candidates);
        metrics = List.copyOf(metrics);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("compare: there are no methods, name at least one");
        }
        checkNames("method", candidates.stream().map(one -> one.method().name()).toList());
        checkNames("metric", metrics.stream().map(Metric::name).toList());
    }

    private static void checkNames(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "compare: the " + what + " " + name + " is named twice, name it once");
            }
        }
    }

    @Override
    public String name() {
        return "compare";
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException also if a metric needs to know where objects are and nobody does
     */
    @Override
    public ComparisonResult run(Model model, ImageSet images, BulkRun run) throws IOException {
        boolean known = images instanceof ObjectSet;
        for (Metric metric : metrics) {
            if (metric.needs().contains(Need.OBJECT) && !known) {
                throw new IllegalArgumentException(metric.name() + ": nobody says where the objects of " + images.name()
                        + " are; give pictures with boxes or masks, or leave this metric out");
            }
        }
        if (asked == Asked.OBJECTS && !known) {
            throw new IllegalArgumentException("compare: nobody says where the objects of " + images.name()
                    + " are; ask about predicted classes, or give pictures with boxes or masks");
        }
        AnalysisProvenance provenance = provenance(model, images);
        Judge judge = new Judge(this, model, images);
        BulkRun.Results<PictureAnswers> results =
                run.run(images, provenance.toString(), PictureAnswers.class, judge::judge);
        return ComparisonResult.of(provenance, this, results);
    }

    private AnalysisProvenance provenance(Model model, ImageSet images) {
        return new AnalysisProvenance(
                name(),
                Described.of(this, model),
                model.spec().name(),
                model.weightsSha256(),
                images.name(),
                images.size(),
                model.backend(),
                Version.current());
    }
}
