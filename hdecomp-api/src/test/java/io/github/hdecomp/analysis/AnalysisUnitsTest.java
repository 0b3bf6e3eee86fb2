package io.github.hdecomp.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.statistics.Summary;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The parts of experiments that need no network. */
class AnalysisUnitsTest {

    @Test
    void theDegreeOfAChannel() {
        assertThat(DiscriminativeDegree.degree(Map.of(0, 3.0, 4, 1.0))).isEqualTo(0.75);
        assertThat(DiscriminativeDegree.degree(Map.of(2, 5.0))).isEqualTo(1);
    }

    /** Both regions are touched by two pixels of three; the smaller one is covered better. */
    @Test
    void theLabelThatIsCoveredBest() {
        int[] labels = {7, 7, 7, 7, 9, 9, -1, -1};
        boolean[] place = {false, false, true, true, true, true, true, false};
        assertThat(ContextLabels.best(labels, place)).isEqualTo(9);
        assertThat(ContextLabels.best(labels, new boolean[8])).isEqualTo(-1);
    }

    @Test
    void blocksOfANetworkFromTheScoresDown() {
        ModelSpec spec = ModelSpec.builder("net", 3, 8, 8)
                .conv("conv1", 3, 4, 3, 1, 1)
                .batchNorm("bn1", 4)
                .relu("relu")
                .conv("layer1.0.conv1", 4, 4, 3, 1, 1)
                .batchNorm("layer1.0.bn1", 4)
                .relu("layer1.0.relu")
                .conv("layer1.1.conv1", 4, 4, 3, 1, 1)
                .globalAvgPool("pool")
                .flatten("flat")
                .linear("fc", 4, 2)
                .build();
        assertThat(RandomizedWeights.blocks(spec).entrySet())
                .extracting(Object::toString)
                .containsExactly(
                        "fc=[fc]",
                        "layer1.1=[layer1.1.conv1]",
                        "layer1.0=[layer1.0.conv1, layer1.0.bn1]",
                        "conv1=[conv1, bn1]");
        Weights trained = Weights.random(spec, 1);
        Weights random = new RandomizedWeights(spec, trained, Set.of("layer1.0.conv1", "layer1.0.bn1"), 5);
        assertThat(random.tensor("fc.weight")).isEqualTo(trained.tensor("fc.weight"));
        assertThat(random.tensor("layer1.0.conv1.weight"))
                .isNotEqualTo(trained.tensor("layer1.0.conv1.weight"))
                .isEqualTo(new RandomizedWeights(spec, trained, Set.of("layer1.0.conv1"), 5)
                        .tensor("layer1.0.conv1.weight"));
        assertThat(random.tensor("layer1.0.bn1.weight").toArray()).containsOnly(1);
        assertThat(random.tensor("layer1.0.bn1.running_var")).isEqualTo(trained.tensor("layer1.0.bn1.running_var"));
    }

    private static Attribution map(float... values) {
        return new Attribution(
                "test",
                new ClassDecision(0),
                Tap.INPUT,
                Attribution.Kind.CELLS,
                Tensor.of(Shape.of(1, 2, values.length / 2), values),
                new Cost(0, 0),
                OptionalDouble.empty(),
                Optional.empty());
    }

    @Test
    void mapsAreComparedByRanks() {
        Shape picture = Shape.of(3, 2, 2);
        MapCorrelation same = MapCorrelation.of(map(1, 2, -3, 4), map(10, 20, -30, 40), picture);
        assertThat(same.magnitudes()).isCloseTo(1, offset(1e-12));
        assertThat(same.signed()).isCloseTo(1, offset(1e-12));
        MapCorrelation mirrored = MapCorrelation.of(map(1, 2, -3, 4), map(-1, -2, 3, -4), picture);
        assertThat(mirrored.magnitudes()).isCloseTo(1, offset(1e-12));
        assertThat(mirrored.signed()).isNegative();
        assertThat(MapCorrelation.of(map(0, 0, 0, 0), map(1, 2, 3, 4), picture).magnitudes())
                .isNaN();
    }

    @Test
    void undefinedNumbersAreNullInJsonAndWordsInTables() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        AnalysisJson.write(Summary.of(List.of(Double.NaN)), json);
        assertThat(json.toString(StandardCharsets.UTF_8).replaceAll("\\s", ""))
                .isEqualTo("{\"mean\":null,\"interval\":{\"low\":null,\"high\":null},\"n\":0,\"undefined\":1}");
        assertThat(Table.of("t", List.of("a"), List.of(List.of(Double.NaN))).rows())
                .containsExactly(List.of("undefined"));
        assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(List.of("1"))))
                .hasMessageContaining("a row of 1 cells, expected 2");
    }

    @Test
    void fillsAreKnownByName() {
        assertThat(ChannelFill.of("dataset-mean")).isEqualTo(ChannelFill.DATASET_MEAN);
        assertThatThrownBy(() -> ChannelFill.of("mean"))
                .hasMessage("no fill is called mean, expected one of [zero, dataset-mean, layer-mean, own-mean]");
    }
}
