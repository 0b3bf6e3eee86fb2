package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether maps depend on what labels mean (Cheng et al., Fig. 8b; Adebayo et al. 2018): maps of a network are compared with
 * those of one of the same kind that was trained on permuted labels, and so has learned by heart. A method whose maps are alike
 * shows pictures rather than reasons.
 *
 * @param methods what is tried
 * @param sameClass whether both networks explain the class that the first one predicts; otherwise each its own
 */
public record LabelRandomization(List<Saliency> methods, boolean sameClass) {

    /**
     * Keeps a copy of the list.
     *
     * @param methods see above
     * @param sameClass see above
     */
    public LabelRandomization {
        methods = List.copyOf(methods);
    }

    /**
     * One method.
     *
     * @param method its name
     * @param magnitudes Spearman's correlation of magnitudes
     * @param signed Spearman's correlation of signed values
     */
    public record Row(String method, Summary magnitudes, Summary signed) {}

    /**
     * The methods.
     *
     * @param provenance what was compared; the weights are those of the first network
     * @param permutedWeightsSha256 the weights of the network with permuted labels
     * @param rows one per method
     * @param failures the pictures that could not be used
     */
    public record Result(
            AnalysisProvenance provenance, String permutedWeightsSha256, List<Row> rows, List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<List<Object>> lines = new ArrayList<>();
            rows.forEach(row -> lines.add(List.of(row.method(), row.magnitudes(), row.signed())));
            return List.of(Table.of(
                    "Spearman's correlation of maps with those of a network trained on permuted labels",
                    List.of("method", "magnitudes", "signed"),
                    lines));
        }

        @Override
        public List<Figure> figures() {
            List<String> names = rows.stream().map(Row::method).toList();
            return List.of(new Figure(
                    "label-randomization",
                    "Maps beside those of a network trained on permuted labels",
                    "method",
                    "Spearman's correlation",
                    Figure.Kind.BARS,
                    List.of(
                            Figure.Series.bars(
                                    "magnitudes",
                                    names,
                                    rows.stream()
                                            .map(row -> row.magnitudes().mean())
                                            .toList()),
                            Figure.Series.bars(
                                    "signed",
                                    names,
                                    rows.stream()
                                            .map(row -> row.signed().mean())
                                            .toList()))));
        }
    }

    /**
     * Does the experiment.
     *
     * @param model trained on true labels
     * @param permuted the same network trained on permuted labels
     * @param images pictures that neither has been trained on
     * @param run how they are gone through
     * @return the correlations
     * @throws IllegalArgumentException if the networks have different inputs
     * @throws IOException if the journal fails or no picture could be used
     */
    public Result run(Model model, Model permuted, ImageSet images, BulkRun run) throws IOException {
        if (!model.spec().input().equals(permuted.spec().input())) {
            throw new IllegalArgumentException("label randomization: inputs of shapes "
                    + model.spec().input() + " and " + permuted.spec().input() + ", expected two networks of one kind");
        }
        Study study = new Study("label-randomization", this, model, images, run);
        List<BulkRun.Item<MapCorrelation.Picture>> pictures = study.each(
                "against-" + permuted.weightsSha256().substring(0, 12),
                MapCorrelation.Picture.class,
                seen -> new MapCorrelation.Picture(MapCorrelation.all(methods, seen, model, permuted, !sameClass)));
        List<Row> rows = methods.stream()
                .map(method -> new Row(
                        method.name(),
                        Summary.of(MapCorrelation.magnitudes(pictures, method.name())),
                        Summary.of(MapCorrelation.signed(pictures, method.name()))))
                .toList();
        return new Result(study.provenance(), permuted.weightsSha256(), rows, study.failures());
    }
}
