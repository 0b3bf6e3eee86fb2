package io.github.hdecomp.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.analysis.AnalysisJson;
import io.github.hdecomp.analysis.AnalysisMarkdown;
import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Cost;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageEntry;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.metric.Deletion;
import io.github.hdecomp.metric.Drop;
import io.github.hdecomp.metric.EnergyPointingGame;
import io.github.hdecomp.metric.FunctionModel;
import io.github.hdecomp.metric.Metric;
import io.github.hdecomp.metric.PointingGame;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.model.Tape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodComparisonTest {
    private static final List<Metric> METRICS = List.of(
            PointingGame.defaults().withTolerance(1), EnergyPointingGame.defaults(), Drop.soft(), new Deletion(1));

    /** A method that shows the picture itself, or its negative. */
    private record Echo(String name, float factor) implements Saliency {
        @Override
        public Attribution explain(Tape tape, Decision target) {
            float[] values = tape.activation(Tap.INPUT).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
            Tensor shown = Tensor.of(tape.activation(Tap.INPUT).shape(), values);
            return new Attribution(
                    name,
                    target,
                    Tap.INPUT,
                    Attribution.Kind.CELLS,
                    shown,
                    new Cost(2, 1),
                    OptionalDouble.of(0.5),
                    Optional.empty());
        }
    }

    /** A method that fits no network. */
    private record Unfit() implements Saliency {
        @Override
        public String name() {
            return "unfit";
        }

        @Override
        public Attribution explain(Tape tape, Decision target) {
            throw new IllegalArgumentException("unfit: the network has no pooled head, take another");
        }
    }

    /** A network that says "left" or "right": its logits are the sums of the two halves of a picture of 8 by 8 pixels. */
    private static Model model() {
        ModelSpec spec = ModelSpec.builder("halves", 3, 8, 8)
                .preprocessing(Preprocessing.unit(8, 8))
                .relu("features")
                .flatten("flat")
                .linear("fc", 192, 2)
                .build()
                .withLabels(List.of("left", "right"));
        return FunctionModel.of(spec, input -> {
            float[] sums = new float[2];
            for (int i = 0; i < input.size(); i++) {
                sums[i % 8 / 4] += input.get(i) / 8;
            }
            return sums;
        });
    }

    private static MethodComparison comparison(Candidate... candidates) {
        return new MethodComparison(List.of(candidates), METRICS, Asked.OBJECTS, OptionalInt.empty());
    }

    private static Candidate good() {
        return Candidate.of(new Echo("good", 1), Reduction.SUM);
    }

    private static Candidate bad() {
        return Candidate.of(new Echo("bad", -1), Reduction.SUM);
    }

    @Test
    void goodMethodsWin() throws IOException {
        ComparisonResult result = comparison(good(), bad()).run(model(), new Pictures(12), BulkRun.defaults());
        MethodSummary first = result.methods().get(0);
        assertThat(first.explanations()).isEqualTo(11);
        assertThat(first.forwards()).isEqualTo(2);
        assertThat(first.backwards()).isEqualTo(1);
        assertThat(first.milliseconds()).isPositive();
        assertThat(first.scores()).extracting(MethodSummary.MetricSummary::mean).startsWith(100.0, 100.0, 0.0);
        assertThat(first.scores().get(0).chance()).isEqualTo(100 * 12 / 64.0, offset(1e-9));
        MethodSummary second = result.methods().get(1);
        assertThat(second.scores().get(0).mean()).isZero();
        // The negative of a picture is positive nowhere.
        assertThat(second.scores().get(1).undefined()).isEqualTo(11);
        assertThat(second.scores().get(1).mean()).isNull();
        double deletion = Objects.requireNonNull(first.scores().get(3).mean());
        assertThat(second.scores().get(3).mean()).isGreaterThan(deletion);
        assertThat(AnalysisMarkdown.of(result)).contains("**100 [100, 100]**").contains("| 0.000 [0.000, 0.000] |");
        assertThat(result.pictures()).hasSize(11);
        assertThat(result.pictures().get(0).value().answers().get(0).error()).isEqualTo(0.5);
    }

    /** A bad picture is counted and named; a method that does not fit says why. */
    @Test
    void failures() throws IOException {
        ComparisonResult result = comparison(good(), Candidate.of(new Unfit(), Reduction.SUM))
                .run(model(), new Pictures(6), BulkRun.defaults());
        assertThat(result.failures()).extracting(BulkRun.Failure::name).containsExactly("square 4");
        MethodSummary unfit = result.methods().get(1);
        assertThat(unfit.explanations()).isZero();
        assertThat(unfit.failures()).isEqualTo(Map.of("unfit: the network has no pooled head, take another", 5));
        String text = AnalysisMarkdown.of(result);
        assertThat(text)
                .contains("1 pictures could not be used")
                .contains("square 4: damaged")
                .contains("| unfit | no explanation | 5 | unfit: the network has no pooled head, take another |")
                .contains("| good | 5 |")
                .contains("pointing-game % ↑")
                .contains("deletion ↓")
                .contains("*by chance*")
                .doesNotContain("**100");
    }

    @Test
    void json_hasNoNaN() throws IOException {
        ComparisonResult result = comparison(good(), bad(), Candidate.of(new Unfit(), Reduction.SUM))
                .run(model(), new Pictures(6), BulkRun.defaults());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AnalysisJson.write(result, out);
        String json = out.toString(StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("NaN").contains("unfit").contains("\"undefined\" : 5");
    }

    /** Results depend neither on the number of threads nor on interruptions, but for times. */
    @Test
    void threadsAndJournals(@TempDir Path folder) throws IOException {
        MethodComparison comparison = comparison(good(), bad(), Candidate.of(RandomControl.defaults(), Reduction.SUM));
        BulkRun journalled = BulkRun.defaults().withThreads(3).withJournal(folder.resolve("journal"));
        ComparisonResult one = comparison.run(model(), new Pictures(12), BulkRun.defaults());
        ComparisonResult many = comparison.run(model(), new Pictures(12), journalled);
        ComparisonResult again = comparison.run(model(), new Pictures(12), journalled);
        assertThat(again.pictures()).isEqualTo(many.pictures());
        for (int i = 0; i < 3; i++) {
            assertThat(many.methods().get(i).scores())
                    .isEqualTo(one.methods().get(i).scores());
        }
    }

    @Test
    void costlyMethods_onFewerPictures() throws IOException {
        ComparisonResult result = comparison(good(), new Candidate(new Echo("costly", 1), Reduction.SUM, 3))
                .run(model(), new Pictures(12), BulkRun.defaults());
        assertThat(result.methods().get(1).explanations()).isEqualTo(3);
        assertThat(result.provenance().options().toString()).contains("on 3 pictures");
    }

    @Test
    void otherQuestions() throws IOException {
        for (Asked asked : Asked.values()) {
            MethodComparison same = new MethodComparison(List.of(good()), METRICS, asked, OptionalInt.empty());
            assertThat(same.run(model(), new Pictures(4), BulkRun.defaults())
                            .methods()
                            .get(0)
                            .scores()
                            .get(0)
                            .mean())
                    .isEqualTo(100);
        }
        MethodComparison left = new MethodComparison(List.of(good()), METRICS, Asked.OBJECTS, OptionalInt.of(0));
        MethodSummary summary =
                left.run(model(), new Pictures(4), BulkRun.defaults()).methods().get(0);
        assertThat(summary.scores().get(0).defined()).isEqualTo(2);
        assertThat(summary.scores().get(0).remarks().keySet()).allMatch(why -> why.contains("no object"));
    }

    @Test
    void wrongQuestions() {
        ImageSet plain = new Plain();
        assertThatThrownBy(() -> comparison(good()).run(model(), plain, BulkRun.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pointing-game")
                .hasMessageContaining("boxes or masks");
        assertThatThrownBy(() -> comparison(good(), good())).hasMessageContaining("good is named twice");
        assertThatThrownBy(() -> comparison()).hasMessageContaining("no methods");
    }

    private record Plain() implements ImageSet {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public ImageEntry entry(int index) {
            return new Pictures(1).entry(0);
        }

        @Override
        public BufferedImage read(int index) throws IOException {
            return new Pictures(1).read(0);
        }
    }

    /** The parts of a set with objects know their objects. */
    @Test
    void samplesKeepTheirObjects() throws IOException {
        ImageSet some = new Pictures(12).sample(6, 1).filter(index -> index < 5);
        ComparisonResult result = comparison(good()).run(model(), some, BulkRun.defaults());
        assertThat(result.methods().get(0).scores().get(1).mean()).isEqualTo(100);
    }

    /** One line per picture and a legend; the damaged picture is passed over. */
    @Test
    void exampleMaps() {
        MethodComparison comparison = comparison(good(), bad(), Candidate.of(new Unfit(), Reduction.SUM));
        BufferedImage one = new ExampleMaps(comparison, 1, 60)
                .draw(model(), new Pictures(6))
                .orElseThrow();
        BufferedImage five = new ExampleMaps(comparison, 9, 60)
                .draw(model(), new Pictures(6))
                .orElseThrow();
        assertThat(one.getWidth()).isGreaterThanOrEqualTo(4 * 60);
        assertThat(five.getHeight() - one.getHeight()).isEqualTo(4 * (60 + 18 + 6));
        assertThat(five.getWidth()).isEqualTo(one.getWidth());
    }
}
