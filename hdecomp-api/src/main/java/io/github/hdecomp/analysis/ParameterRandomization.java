package io.github.hdecomp.analysis;

import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import io.github.hdecomp.statistics.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether maps depend on what a network has learned (Cheng et al., Fig. 8; Adebayo et al. 2018, arXiv 1810.03292): blocks of
 * layers are set back to random values, from the scores down, and maps of the random network are compared with those of the
 * trained one. A method whose maps stay alike does not show what the network knows. Random networks are built beside the
 * trained one, which is not changed.
 *
 * @param methods what is tried
 * @param cascading whether all blocks above stay random, too; otherwise each block is random alone
 * @param ownClass whether a random network explains the class that it predicts itself, as in the authors' code; otherwise the
 *     class that the trained one predicts
 * @param seed of the random values
 */
public record ParameterRandomization(List<Saliency> methods, boolean cascading, boolean ownClass, long seed) {

    /**
     * Keeps a copy of the list.
     *
     * @param methods see above
     * @param cascading see above
     * @param ownClass see above
     * @param seed see above
     */
    public ParameterRandomization {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("parameter randomisation: got no methods, expected at least one");
        }
    }

    /**
     * One point of a curve.
     *
     * @param step how many blocks are random if they cascade, else the number of the block, from 1
     * @param block the lowest block that is random
     * @param method the name of the method
     * @param magnitudes Spearman's correlation of magnitudes
     * @param signed Spearman's correlation of signed values
     */
    public record Row(int step, String block, String method, Summary magnitudes, Summary signed) {}

    /**
     * The curves.
     *
     * @param provenance what they were found with
     * @param rows by step, then by method
     * @param failures the pictures that could not be used
     */
    public record Result(AnalysisProvenance provenance, List<Row> rows, List<BulkRun.Failure> failures)
            implements AnalysisResult {
        @Override
        public List<Table> tables() {
            List<String> methods = methods();
            List<String> columns = new ArrayList<>(List.of("random down to"));
            columns.addAll(methods);
            List<List<Object>> lines = new ArrayList<>();
            for (String block : rows.stream().map(Row::block).distinct().toList()) {
                List<Object> line = new ArrayList<>(List.of(block));
                rows.stream().filter(row -> row.block().equals(block)).forEach(row -> line.add(row.magnitudes()));
                lines.add(line);
            }
            return List.of(Table.of(
                    "Spearman's correlation of maps (magnitudes) with those of the trained network", columns, lines));
        }

        private List<String> methods() {
            return rows.stream().map(Row::method).distinct().toList();
        }

        @Override
        public List<Figure> figures() {
            return List.of(figure("magnitudes", true), figure("signed", false));
        }

        private Figure figure(String kind, boolean magnitudes) {
            List<Figure.Series> series = new ArrayList<>();
            for (String method : methods()) {
                List<Row> curve =
                        rows.stream().filter(row -> row.method().equals(method)).toList();
                List<Double> x = new ArrayList<>(List.of(0.0));
                List<Double> y = new ArrayList<>(List.of(1.0));
                curve.forEach(row -> {
                    x.add((double) row.step());
                    y.add((magnitudes ? row.magnitudes() : row.signed()).mean());
                });
                series.add(Figure.Series.line(method, x, y));
            }
            return new Figure(
                    provenance.analysis() + "-" + kind,
                    "Maps of a network that is random from the scores down (" + kind + ")",
                    "random blocks",
                    "Spearman's correlation",
                    Figure.Kind.LINES,
                    series);
        }
    }

    /**
     * Does the experiment.
     *
     * @param spec the network
     * @param weights its trained weights; read, not changed, not closed
     * @param options how networks run
     * @param images the pictures
     * @param run how they are gone through
     * @return the curves
     * @throws IOException if the journal fails or no picture could be used
     */
    public Result run(ModelSpec spec, Weights weights, ModelOptions options, ImageSet images, BulkRun run)
            throws IOException {
        Backend backend = Backend.find();
        try (Model trained = backend.build(spec, weights, options)) {
            Study study = new Study("randomization", this, trained, images, run);
            List<Row> rows = new ArrayList<>();
            Set<String> random = new HashSet<>();
            for (Map.Entry<String, List<String>> block :
                    RandomizedWeights.blocks(spec).entrySet()) {
                if (!cascading) {
                    random.clear();
                }
                random.addAll(block.getValue());
                int step = rows.size() / methods.size() + 1;
                Weights partly = new RandomizedWeights(spec, weights, random, seed);
                try (Model other = backend.build(spec, partly, options)) {
                    List<BulkRun.Item<MapCorrelation.Picture>> pictures = study.each(
                            "step" + step,
                            MapCorrelation.Picture.class,
                            seen -> new MapCorrelation.Picture(
                                    MapCorrelation.all(methods, seen, trained, other, ownClass)));
                    methods.forEach(method -> rows.add(row(step, block.getKey(), method.name(), pictures)));
                }
            }
            return new Result(study.provenance(), rows, study.failures());
        }
    }

    private static Row row(int step, String block, String method, List<BulkRun.Item<MapCorrelation.Picture>> pictures) {
        return new Row(
                step,
                block,
                method,
                Summary.of(MapCorrelation.magnitudes(pictures, method)),
                Summary.of(MapCorrelation.signed(pictures, method)));
    }
}
