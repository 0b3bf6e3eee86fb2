package io.github.hdecomp.analysis;

import io.github.hdecomp.analysis.DiscriminativeDegree.Result;
import io.github.hdecomp.analysis.DiscriminativeDegree.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The {@link DiscriminativeDegree}s of several networks beside each other (Cheng et al., Fig. 15). Networks have different
 * numbers of stages, so that stages are matched from the highest down.
 *
 * @param networks one result per network, found with the same options on the same pictures
 */
public record DiscriminativeComparison(List<Result> networks) {

    /**
     * Keeps a copy of the list.
     *
     * @param networks see above
     */
    public DiscriminativeComparison {
        networks = List.copyOf(networks);
        if (networks.stream()
                        .map(result -> List.of(
                                result.provenance().options(),
                                result.provenance().images(),
                                result.provenance().pictures()))
                        .distinct()
                        .count()
                != 1) {
            throw new IllegalArgumentException("comparison of discriminative degrees: got results of "
                    + networks.stream().map(Result::provenance).toList()
                    + ", expected at least one, all found with the same options on the same pictures");
        }
    }

    /**
     * What to read.
     *
     * @return one table: a line per network and layer
     */
    public List<Table> tables() {
        List<String> names = names();
        List<List<Object>> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (Row row : networks.get(i).rows()) {
                lines.add(List.of(
                        names.get(i),
                        row.tap(),
                        row.degree(),
                        row.degree().n(),
                        row.degree().undefined()));
            }
        }
        return List.of(Table.of(
                "Discriminative degree of channels",
                List.of("network", "layer", "mean degree", "channels", "never counted"),
                lines));
    }

    /**
     * What to plot.
     *
     * @return the mean degrees by stage, and the degrees of the highest stage's channels
     */
    public List<Figure> figures() {
        return List.of(byStage("discriminative-networks"), highestStage());
    }

    /** The mean degrees of all networks, stage by stage. */
    Figure byStage(String name) {
        int most =
                networks.stream().mapToInt(result -> result.rows().size()).max().orElse(0);
        List<String> names = names();
        List<Figure.Series> series = new ArrayList<>();
        for (int network = 0; network < names.size(); network++) {
            List<Row> rows = networks.get(network).rows();
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int i = rows.size() - 1; i >= 0; i--) {
                x.add((double) most - i);
                y.add(rows.get(i).degree().mean());
            }
            series.add(Figure.Series.line(names.get(network), x, y));
        }
        return new Figure(
                name,
                "Mean discriminative degree by stage",
                "stage, the highest to the right",
                "mean degree",
                Figure.Kind.LINES,
                series);
    }

    private Figure highestStage() {
        List<String> names = names();
        List<Figure.Series> series = new ArrayList<>();
        for (int network = 0; network < names.size(); network++) {
            Row highest = networks.get(network).rows().get(0);
            series.add(DiscriminativeDegree.histogram(names.get(network), highest));
        }
        return new Figure(
                "discriminative-networks-highest",
                "How much channels of the highest stage belong to one class",
                "discriminative degree",
                "part of the layer's channels",
                Figure.Kind.BARS,
                series);
    }

    /** The networks' names, numbered where they are the same. */
    private List<String> names() {
        List<String> plain =
                networks.stream().map(result -> result.provenance().model()).toList();
        return IntStream.range(0, plain.size())
                .mapToObj(i -> plain.indexOf(plain.get(i)) == plain.lastIndexOf(plain.get(i))
                        ? plain.get(i)
                        : plain.get(i) + " (" + (i + 1) + ")")
                .toList();
    }
}
