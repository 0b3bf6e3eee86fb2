package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.analysis.AblationComparison;
import io.github.hdecomp.analysis.ChannelFill;
import io.github.hdecomp.analysis.ChannelGroundTruth;
import io.github.hdecomp.analysis.ChannelImportance;
import io.github.hdecomp.analysis.ContributionDistribution;
import io.github.hdecomp.analysis.FailureDiagnosis;
import io.github.hdecomp.analysis.FailureStories;
import io.github.hdecomp.analysis.GroupInteraction;
import io.github.hdecomp.analysis.MaskingCurves;
import io.github.hdecomp.analysis.MissedEvidence;
import io.github.hdecomp.analysis.ParameterRandomization;
import io.github.hdecomp.analysis.ProjectedGradientDescent;
import io.github.hdecomp.attribution.OverlapSuppression;
import io.github.hdecomp.attribution.VanillaGradient;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.weights.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What experiments have to find in a small network whose head only takes means: there contributions are exact. */
class AnalysisLawsTest {
    private static final ModelSpec SPEC = ModelSpec.builder("small", 3, 12, 12)
            .conv("conv1", 3, 8, 3, 1, 1)
            .relu("relu1")
            .maxPool("pool", 2, 2, 0, false)
            .conv("conv2", 8, 10, 3, 1, 1)
            .relu("relu2")
            .globalAvgPool("gap")
            .flatten("flat")
            .linear("fc", 10, 4)
            .stages("relu1", "relu2")
            .build()
            .withPreprocessing(Preprocessing.unit(12, 12));

    private static final Weights WEIGHTS = Weights.random(SPEC, 3);
    private static final ImageSet IMAGES = new Noise(6);
    private static final BulkRun RUN = BulkRun.defaults().withThreads(2);
    private static final Tap TOP = Tap.of("relu2");

    @SuppressWarnings("NullAway.Init") // By open(), before any test.
    private static Model model;

    @BeforeAll
    static void open() throws IOException {
        model = Models.build(SPEC, WEIGHTS, ModelOptions.defaults().withThreads(1));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /** Pictures of random pixels; labels go round. */
    private record Noise(int size, String name) implements ImageSet {
        Noise(int size) {
            this(size, "noise");
        }

        @Override
        public ImageEntry entry(int index) {
            return new ImageEntry("noise " + index, OptionalInt.of(index % 4));
        }

        @Override
        public BufferedImage read(int index) {
            Random random = new Random(index);
            BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 144; i++) {
                image.setRGB(i % 12, i / 12, random.nextInt(1 << 24));
            }
            return image;
        }
    }

    private static Tensor input(int index) {
        return SPEC.preprocessing().apply(new Noise(6).read(index));
    }

    @Test
    void contributionsAreTheGroundTruthBehindMeans() throws IOException {
        var result = new ChannelGroundTruth(List.of(ChannelFill.ZERO, ChannelFill.OWN_MEAN), List.of(), 3, 6, false)
                .run(model, IMAGES, RUN);
        var rows =
                result.rows().stream().filter(row -> row.from().equals("class")).toList();
        var exact = rows.stream()
                .filter(row -> row.fill().equals("zero") && row.estimator() == ChannelGroundTruth.Estimator.AA)
                .toList();
        assertThat(exact).hasSize(1);
        assertThat(exact.get(0).mean()).isCloseTo(1, offset(1e-6));
        assertThat(exact.get(0).n()).isEqualTo(6);
        assertThat(rows)
                .filteredOn(row -> row.fill().equals("own-mean"))
                .hasSize(4)
                .allSatisfy(row -> {
                    assertThat(row.n()).isZero();
                    assertThat(row.undefined()).isEqualTo(6);
                    assertThat(row.mean()).isNaN();
                });
        assertThat(result.rows()).filteredOn(row -> row.from().equals("relu2")).isNotEmpty();
    }

    @Test
    void resultsDoNotDependOnThreads() throws IOException {
        var analysis = ChannelGroundTruth.defaults();
        assertThat(analysis.run(model, IMAGES, BulkRun.defaults().withThreads(3)))
                .isEqualTo(analysis.run(model, IMAGES, BulkRun.defaults()));
    }

    @Test
    void aCancelledExperimentGoesOnToTheIdenticalResult(@TempDir Path folder) throws IOException {
        var analysis = ChannelGroundTruth.defaults();
        BulkRun run = BulkRun.defaults().withThreads(2).withJournal(folder.resolve("pcc.journal"));
        AtomicInteger asked = new AtomicInteger();
        // The means take six pictures, the drops as many: the second pass is cancelled.
        assertThatThrownBy(() -> analysis.run(model, IMAGES, run.withCancellation(() -> asked.incrementAndGet() > 9)))
                .isInstanceOf(CancellationException.class);
        AtomicInteger done = new AtomicInteger();
        var resumed = analysis.run(model, IMAGES, run.withProgress((count, total) -> done.incrementAndGet()));
        assertThat(done.get()).isBetween(1, 3);
        assertThat(resumed).isEqualTo(analysis.run(model, IMAGES, BulkRun.defaults()));
        assertThatThrownBy(() -> analysis.run(model, new Noise(6, "other noise"), run))
                .as("pictures of the same names from elsewhere")
                .hasMessageContaining("the journal of another run");
    }

    @Test
    void theMostImportantChannelsTakeAndTheLeastImportantGive() throws IOException {
        var rows = new MaskingCurves(List.of(1, 3, 10), ChannelFill.ZERO, List.of(TOP))
                .run(model, IMAGES, RUN)
                .rows();
        assertThat(rows).extracting(MaskingCurves.Row::channels).containsExactly(1, 3, 10);
        assertThat(rows.get(0).important().mean()).isNegative();
        assertThat(rows.get(1).important().mean())
                .isLessThan(rows.get(0).important().mean());
        assertThat(rows.get(0).unimportant().mean())
                .isGreaterThan(rows.get(0).important().mean());
        assertThat(rows.get(2).important()).isEqualTo(rows.get(2).unimportant());
    }

    /** Behind means, what is shown and what is not add up to all that the bias leaves. */
    @Test
    void shownAndMissedEvidenceAddUp() throws IOException {
        var result = new MissedEvidence(2, 5, List.of(TOP)).run(model, IMAGES, RUN);
        for (var item : result.pictures()) {
            var decided = item.value().decisions().get(0);
            double value = model.predict(input(item.index())).top(1).get(0).logit();
            double bias = WEIGHTS.tensor("fc.bias")
                    .get(model.predict(input(item.index())).classId());
            assertThat(decided.drop() + decided.shownDrop()).isCloseTo((value - bias) / Math.abs(value), offset(1e-4));
            assertThat(decided.missedShare()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void channelsDoNotInteractBehindMeans() throws IOException {
        var result =
                new GroupInteraction(new OverlapSuppression(0.05, 0), 10, 3, 6, List.of(TOP)).run(model, IMAGES, RUN);
        assertThat(result.rows().get(0).interaction().n()).isPositive();
        assertThat(result.pictures())
                .flatExtracting(item -> item.value().groups())
                .allSatisfy(group -> assertThat(group.interaction()).isCloseTo(0, offset(1e-5)));
    }

    @Test
    void sortedContributionsAreSortedDropsBehindMeans() throws IOException {
        var row = new ContributionDistribution(OverlapSuppression.defaults(), 10, List.of(TOP))
                .run(model, IMAGES, RUN)
                .rows()
                .get(0);
        for (int i = 0; i < 10; i++) {
            assertThat(row.contributions().get(i)).isCloseTo(row.drops().get(i), offset(1e-5));
        }
        assertThat(row.drops().get(0)).isGreaterThan(row.drops().get(9));
        assertThat(row.groups().mean()).isLessThanOrEqualTo(row.activated().mean());
    }

    @Test
    void removingTheChannelsOfTheDecisionChangesIt() throws IOException {
        var result = new AblationComparison(
                        List.of(ChannelImportance.Propagated.defaults(), new ChannelImportance.AtRandom(1)),
                        List.of(2, 10),
                        List.of(TOP))
                .run(model, IMAGES, RUN);
        assertThat(result.rows())
                .filteredOn(row -> row.method().equals("gap") && row.stage().equals("relu2"))
                .extracting(AblationComparison.Row::removed)
                .containsExactly(0, 2, 10);
        // Without any channel, the biases decide alone, whatever ranked the channels.
        Tensor bias = WEIGHTS.tensor("fc.bias");
        int blind = 0;
        for (int c = 1; c < 4; c++) {
            blind = bias.get(c) > bias.get(blind) ? c : blind;
        }
        int expected = blind;
        assertThat(result.pictures())
                .flatExtracting(item -> item.value().ablated())
                .filteredOn(
                        ablated -> ablated.removed() == 10 && ablated.method().equals("random"))
                .allSatisfy(ablated -> assertThat(ablated.predicted()).isEqualTo(expected));
    }

    @Test
    void attacksStayCloseAndValidAndLowerTheClass() {
        for (var norm : ProjectedGradientDescent.Norm.values()) {
            double epsilon = norm == ProjectedGradientDescent.Norm.MAXIMUM ? 0.03 : 0.5;
            var attack = new ProjectedGradientDescent(norm, epsilon, epsilon / 4, 8, true, 1);
            Tensor clean = input(0);
            int predicted = model.predict(clean).classId();
            Tensor attacked = attack.attack(model, clean, predicted, OptionalInt.empty());
            assertThat(attack.attack(model, clean, predicted, OptionalInt.empty()))
                    .isEqualTo(attacked);
            double largest = 0;
            double squares = 0;
            for (int i = 0; i < clean.size(); i++) {
                double change = attacked.get(i) - clean.get(i);
                largest = Math.max(largest, Math.abs(change));
                squares += change * change;
                assertThat(attacked.get(i)).isBetween(-1e-6f, 1 + 1e-6f);
            }
            double size = norm == ProjectedGradientDescent.Norm.MAXIMUM ? largest : Math.sqrt(squares);
            assertThat(size).isLessThanOrEqualTo(epsilon + 1e-6).isPositive();
            double before = probability(clean, predicted);
            assertThat(probability(attacked, predicted)).isLessThan(before);
            int other = (predicted + 1) % 4;
            assertThat(probability(attack.attack(model, clean, predicted, OptionalInt.of(other)), other))
                    .isGreaterThan(probability(clean, other));
        }
        assertThatThrownBy(() -> ProjectedGradientDescent.defaults().attack(model, input(0), 4, OptionalInt.empty()))
                .hasMessageContaining("there is no class 4");
    }

    private static double probability(Tensor input, int classId) {
        return model.predict(input).top(4).stream()
                .filter(candidate -> candidate.classId() == classId)
                .findFirst()
                .orElseThrow()
                .probability();
    }

    @Test
    void randomNetworksAreMadeBesideTheTrainedOne() throws IOException {
        String before = model.weightsSha256();
        var result = new ParameterRandomization(List.of(VanillaGradient.defaults()), true, false, 1)
                .run(SPEC, WEIGHTS, ModelOptions.defaults().withThreads(1), IMAGES, RUN);
        assertThat(result.rows()).extracting(ParameterRandomization.Row::block).containsExactly("fc", "conv2", "conv1");
        assertThat(result.rows())
                .allSatisfy(row -> assertThat(row.magnitudes().mean()).isLessThan(0.99));
        assertThat(model.weightsSha256()).isEqualTo(before);
        assertThat(Weights.random(SPEC, 3).tensor("fc.weight")).isEqualTo(WEIGHTS.tensor("fc.weight"));
    }

    @Test
    void failuresAreThoseWhoseLabelIsNotPredicted() throws IOException {
        var result = FailureStories.defaults().run(model, IMAGES, RUN);
        for (var item : result.pictures()) {
            int predicted = model.predict(input(item.index())).classId();
            boolean right = predicted == item.index() % 4;
            assertThat(item.value().state() == FailureStories.State.RIGHT).isEqualTo(right);
            var diagnosis = FailureDiagnosis.defaults().diagnose(model, input(item.index()), item.index() % 4);
            assertThat(diagnosis.isEmpty()).isEqualTo(right);
            diagnosis.flatMap(FailureDiagnosis.Diagnosis::repair).ifPresent(repair -> {
                Tensor covered = FailureDiagnosis.covered(
                        input(item.index()), repair.evidence().region());
                assertThat(model.predict(covered).classId()).isEqualTo(item.index() % 4);
            });
        }
        assertThat(result.wrong()).isEqualTo(result.stories().size()).isPositive();
    }

    @Test
    void coveringSetsAPlaceToTheMeanColour() {
        Tensor picture = Tensor.of(Shape.of(1, 2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(FailureDiagnosis.covered(picture, new Region(0, 1, 2, 1)))
                .isEqualTo(Tensor.of(Shape.of(1, 2, 3), 1, 0, 3, 4, 0, 6));
    }
}
