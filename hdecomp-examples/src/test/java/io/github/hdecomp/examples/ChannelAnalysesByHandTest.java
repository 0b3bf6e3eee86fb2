package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.analysis.AblationComparison;
import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.ChannelGroundTruth;
import io.github.hdecomp.analysis.ChannelGroundTruth.Estimator;
import io.github.hdecomp.analysis.ChannelImportance;
import io.github.hdecomp.analysis.ChannelImportance.HandedDown;
import io.github.hdecomp.analysis.ContributionDistribution;
import io.github.hdecomp.analysis.GroupInteraction;
import io.github.hdecomp.analysis.MaskingCurves;
import io.github.hdecomp.analysis.MissedEvidence;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.statistics.Correlation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What experiments on channels find in a network that can be worked out by hand. */
class ChannelAnalysesByHandTest {
    private static final BulkRun RUN = BulkRun.defaults();
    private static final ImageSet IMAGES = HandNetwork.aAndB();
    private static final Tap LOW = Tap.of("relu1");
    private static final Tap HIGH = Tap.of("relu2");
    private static final double EXACT = 1e-5;

    @SuppressWarnings("NullAway.Init") // By open(), before any test.
    private static Model model;

    @BeforeAll
    static void open() throws IOException {
        model = HandNetwork.build();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static double[] of(double... values) {
        return values;
    }

    private static void correlations(
            List<ChannelGroundTruth.Row> rows, String from, ChannelFill fill, Estimator estimator, double... expected) {
        double mean = 0;
        for (double value : expected) {
            mean += value / expected.length;
        }
        ChannelGroundTruth.Row row = rows.stream()
                .filter(found -> found.from().equals(from)
                        && found.fill().equals(fill.toString())
                        && found.estimator() == estimator)
                .findFirst()
                .orElseThrow();
        assertThat(row.mean()).as("%s %s %s", from, fill, estimator).isCloseTo(mean, offset(EXACT));
        assertThat(row.n()).isEqualTo(2);
        assertThat(row.undefined()).isZero();
    }

    private static double pearson(double[] estimates, double[] drops) {
        return Correlation.pearson(estimates, drops).orElseThrow();
    }

    /** A is decided by the scores' row 1, 3, 0 and B by 2, -1, 4. */
    @Test
    void correlationsWithDropsOfClasses() throws IOException {
        List<ChannelFill> fills = List.of(ChannelFill.ZERO, ChannelFill.DATASET_MEAN, ChannelFill.LAYER_MEAN);
        var rows = new ChannelGroundTruth(fills, List.of(HIGH), 1, 1, false)
                .run(model, IMAGES, RUN)
                .rows();
        Map<ChannelFill, List<double[]>> drops = Map.of(
                ChannelFill.ZERO, List.of(of(1.5, 3.45, 0), of(2.6, -0.15, 1)),
                ChannelFill.DATASET_MEAN, List.of(of(0.1, 1.5, 0), of(-0.2, 0.5, 0.1)),
                ChannelFill.LAYER_MEAN, List.of(of(0.55, 0.6, 0), of(4.4 / 3, 1.25 / 3, -3.8 / 3)));
        Map<Estimator, List<double[]>> estimates = Map.of(
                Estimator.AA, List.of(of(1.5, 3.45, 0), of(2.6, -0.15, 1)),
                Estimator.MA, List.of(of(5.2, 10.2, 0), of(10.4, 0, 4)),
                Estimator.AG, List.of(of(1, 3, 0), of(2, -1, 4)),
                Estimator.MG, List.of(of(1, 3, 0), of(2, -1, 4)));
        drops.forEach((fill, truth) -> estimates.forEach((estimator, guess) -> correlations(
                rows,
                "class",
                fill,
                estimator,
                pearson(guess.get(0), truth.get(0)),
                pearson(guess.get(1), truth.get(1)))));
    }

    /** Below, A is decided by channel 1 in the third pixel, B by channel 0 in the first. */
    @Test
    void correlationsWithDropsOfNeurons() throws IOException {
        var rows = new ChannelGroundTruth(List.of(ChannelFill.ZERO), List.of(), 1, 1, false)
                .run(model, IMAGES, RUN)
                .rows();
        correlations(rows, "relu2", ChannelFill.ZERO, Estimator.AA, 1, 1);
        correlations(rows, "relu2", ChannelFill.ZERO, Estimator.MA, 1, 1);
        for (Estimator estimator : List.of(Estimator.AG, Estimator.MG)) {
            correlations(
                    rows,
                    "relu2",
                    ChannelFill.ZERO,
                    estimator,
                    pearson(of(0, 1, 3), of(0, 0.4, 3)),
                    pearson(of(4, 2, 0), of(4, 1.2, 0)));
        }
    }

    @Test
    void allPairsOfStages() throws IOException {
        var rows = new ChannelGroundTruth(List.of(ChannelFill.ZERO), List.of(), 1, 1, true)
                .run(model, IMAGES, RUN)
                .rows();
        assertThat(rows.stream().map(row -> row.from() + " " + row.to()).distinct())
                .containsExactly("class relu2", "class relu1", "relu2 relu1");
    }

    @Test
    void maskingCurves() throws IOException {
        var pictures = new MaskingCurves(List.of(1, 2, 4), ChannelFill.ZERO, List.of(HIGH))
                .run(model, IMAGES, RUN)
                .pictures();
        double[][][] expected = {
            {{-3.45 / 4.95, 0}, {-1, -1.5 / 4.95}}, {{-2.6 / 3.95, 0.15 / 3.95}, {-3.6 / 3.95, -0.85 / 3.95}}
        };
        for (int picture = 0; picture < 2; picture++) {
            var changes = pictures.get(picture).value().changes();
            assertThat(changes).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThat(changes.get(i).value()).isCloseTo(picture == 0 ? 4.95 : 3.95, offset(EXACT));
                assertThat(changes.get(i).important()).isCloseTo(expected[picture][i][0], offset(EXACT));
                assertThat(changes.get(i).unimportant()).isCloseTo(expected[picture][i][1], offset(EXACT));
            }
        }
    }

    @Test
    void distributionAndGroups() throws IOException {
        var level = new ContributionDistribution(OverlapSuppression.defaults(), 3, List.of(HIGH))
                .run(model, IMAGES, RUN)
                .pictures()
                .get(HandNetwork.A)
                .value()
                .levels()
                .get(0);
        assertThat(level.activated()).isEqualTo(2);
        assertThat(level.groups())
                .as("channel 1 in two pixels, channel 0 in one")
                .isEqualTo(2);
        double[] sorted = {3.45 / 4.95, 1.5 / 4.95, 0};
        for (int i = 0; i < 3; i++) {
            assertThat(level.contributions().get(i)).isCloseTo(sorted[i], offset(EXACT));
            assertThat(level.drops().get(i)).isCloseTo(sorted[i], offset(EXACT));
        }
    }

    @Test
    void evidenceThatIsNotShown() throws IOException {
        var decisions = new MissedEvidence(1, 9, List.of())
                .run(model, IMAGES, RUN)
                .pictures()
                .get(HandNetwork.A)
                .value()
                .decisions();
        double[][] expected = {
            {1.5 / 4.95, 1.5 / 4.95, 3.45 / 4.95},
            {0.4 / 3.4, 0.4 / 3.4, 3 / 3.4}
        };
        assertThat(decisions).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(decisions.get(i).missedShare()).isCloseTo(expected[i][0], offset(EXACT));
            assertThat(decisions.get(i).drop()).isCloseTo(expected[i][1], offset(EXACT));
            assertThat(decisions.get(i).shownDrop()).isCloseTo(expected[i][2], offset(EXACT));
        }
    }

    /** The neuron is 1 + 1 - 1.5: without either of the two channels that speak for it nothing is left to lose. */
    @Test
    void channelsThatNeedEachOther() throws IOException {
        try (Model needy = HandNetwork.build(new float[][] {{1, 1, -1.5f}}, new float[][] {{1}, {-1}}, 0)) {
            var groups = GroupInteraction.defaults()
                    .run(needy, HandNetwork.white(), RUN)
                    .pictures()
                    .get(0)
                    .value()
                    .groups();
            assertThat(groups).hasSize(1);
            assertThat(groups.get(0).to()).isEqualTo("relu1");
            assertThat(groups.get(0).channels()).isEqualTo(2);
            assertThat(groups.get(0).together()).isCloseTo(1, offset(EXACT));
            assertThat(groups.get(0).singly()).isCloseTo(2, offset(EXACT));
            assertThat(groups.get(0).interaction()).isCloseTo(-1, offset(EXACT));
        }
    }

    private static void importance(int children, HandedDown handedDown, double[] high, double[] low) {
        try (Tape tape = model.record(HandNetwork.input(model, HandNetwork.A))) {
            Map<Tap, double[]> found = new ChannelImportance.Propagated(children, 9, handedDown)
                    .of(tape, new ClassDecision(1), List.of(HIGH, LOW));
            assertThat(found).containsOnlyKeys(HIGH, LOW);
            assertThat(found.get(HIGH)).containsExactly(high, offset(EXACT));
            assertThat(found.get(LOW)).containsExactly(low, offset(EXACT));
        }
    }

    /** Channel 1 reads 0.4 and 3 in the third pixel, channel 0 reads 4 and 1.2 in the first. */
    @Test
    void importanceThatIsHandedDown() {
        double first = 1.5 / 4.95;
        double second = 3.45 / 4.95;
        importance(
                2,
                HandedDown.SHARE_OF_SELECTED,
                of(first, second, 0),
                of(first * 4 / 5.2, first * 1.2 / 5.2 + second * 0.4 / 3.4, second * 3 / 3.4));
        importance(1, HandedDown.SHARE_OF_SELECTED, of(0, 1, 0), of(0, 0, 1));
        importance(1, HandedDown.SHARE, of(0, second, 0), of(0, 0, second * 3 / 3.4));
        importance(1, HandedDown.CONTRIBUTION, of(0, 3.45 / 4, 0), of(0, 0, 3.45 / 4 * 3 / 4));
    }

    /** A becomes class 0 without its most important channel, of either stage or of both; B becomes class 1 without both. */
    @Test
    void ablation() throws IOException {
        var result = new AblationComparison(List.of(ChannelImportance.Propagated.defaults()), List.of(1), List.of())
                .run(model, IMAGES, RUN);
        assertThat(result.accuracy()).isEqualTo(1);
        assertThat(predictedWithout(result, HandNetwork.A)).isEqualTo(Map.of("relu2", 0, "relu1", 0, "all stages", 0));
        assertThat(predictedWithout(result, HandNetwork.B)).isEqualTo(Map.of("relu2", 0, "relu1", 0, "all stages", 1));
        assertThat(result.rows())
                .filteredOn(row -> row.removed() == 1)
                .hasSize(3)
                .allSatisfy(row -> {
                    double right = row.stage().equals("all stages") ? 0 : 0.5;
                    assertThat(row.accuracy()).isEqualTo(right);
                    assertThat(row.match()).isEqualTo(right);
                });
    }

    private static Map<String, Integer> predictedWithout(AblationComparison.Result result, int picture) {
        return result.pictures().get(picture).value().ablated().stream()
                .collect(Collectors.toMap(AblationComparison.Ablated::stage, AblationComparison.Ablated::predicted));
    }
}
