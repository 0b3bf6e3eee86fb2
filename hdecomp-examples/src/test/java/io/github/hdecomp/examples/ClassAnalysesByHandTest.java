package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.hdecomp.analysis.ClassEvidence;
import io.github.hdecomp.analysis.ContextLabels;
import io.github.hdecomp.analysis.DiscriminativeComparison;
import io.github.hdecomp.analysis.DiscriminativeDegree;
import io.github.hdecomp.analysis.Figure;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.data.LabelMaps;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.Tap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What experiments on classes find in a network that can be worked out by hand. */
class ClassAnalysesByHandTest {
    private static final BulkRun RUN = BulkRun.defaults();

    /** Twice the picture A of class 1, once B of class 0. */
    private static final ImageSet TWICE_A =
            new HandNetwork.Pictures(List.of(HandNetwork.A, HandNetwork.A, HandNetwork.B), List.of(1, 1, 0));

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

    /** relu2: A counts channels 0 and 1, B 0 and 2. relu1: A counts 0, 1 twice, 2; B counts 0 twice and 1. */
    @Test
    void degreesOfChannels() throws IOException {
        var result = new DiscriminativeDegree(2, false, false, false, List.of()).run(model, HandNetwork.aAndB(), RUN);
        assertThat(result.classes()).isEqualTo(2);
        assertThat(result.rows()).extracting(DiscriminativeDegree.Row::tap).containsExactly("relu2", "relu1");
        assertThat(result.rows().get(0).degrees()).isEqualTo(Map.of(0, 0.5, 1, 1.0, 2, 1.0));
        assertThat(result.rows().get(0).histogram()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 2);
        assertThat(result.rows().get(0).degree().mean()).isCloseTo(2.5 / 3, offset(1e-12));
        assertThat(result.rows().get(1).degrees()).isEqualTo(Map.of(0, 2 / 3.0, 1, 2 / 3.0, 2, 1.0));
    }

    @Test
    void degreesCountedOtherwise() throws IOException {
        var once = new DiscriminativeDegree(2, true, false, false, List.of()).run(model, HandNetwork.aAndB(), RUN);
        assertThat(once.rows().get(1).degrees()).isEqualTo(Map.of(0, 0.5, 1, 0.5, 2, 1.0));
        var plain = new DiscriminativeDegree(2, false, false, false, List.of()).run(model, TWICE_A, RUN);
        assertThat(plain.rows().get(1).degrees()).isEqualTo(Map.of(0, 0.5, 1, 0.8, 2, 1.0));
        var perPicture = new DiscriminativeDegree(2, false, true, false, List.of()).run(model, TWICE_A, RUN);
        assertThat(perPicture.rows().get(1).degrees()).isEqualTo(Map.of(0, 2 / 3.0, 1, 2 / 3.0, 2, 1.0));
        var narrow = new DiscriminativeDegree(1, false, false, false, List.of()).run(model, TWICE_A, RUN);
        assertThat(narrow.rows().get(0).degrees()).isEqualTo(Map.of(0, 1.0, 1, 1.0));
        assertThat(narrow.rows().get(0).degree().undefined()).isEqualTo(1);
        ImageSet mislabelled = new HandNetwork.Pictures(List.of(HandNetwork.A), List.of(0));
        var label = new DiscriminativeDegree(1, false, false, false, List.of()).run(model, mislabelled, RUN);
        assertThat(label.rows().get(0).degrees()).containsOnlyKeys(0);
        var predicted = new DiscriminativeDegree(1, false, false, true, List.of()).run(model, mislabelled, RUN);
        assertThat(predicted.rows().get(0).degrees()).containsOnlyKeys(1);
    }

    @Test
    void networksBesideEachOther() throws IOException {
        DiscriminativeDegree degree = new DiscriminativeDegree(2, false, false, false, List.of());
        var first = degree.run(model, HandNetwork.aAndB(), RUN);
        try (Model other = HandNetwork.build(new float[][] {{1, 1, 1}}, new float[][] {{1}, {2}}, 0)) {
            var second = degree.run(other, HandNetwork.aAndB(), RUN);
            DiscriminativeComparison comparison = new DiscriminativeComparison(List.of(first, second));
            Figure stages = comparison.figures().get(0);
            assertThat(stages.series()).hasSize(2);
            assertThat(stages.series().get(0).x()).containsExactly(1.0, 2.0);
            assertThat(stages.series().get(0).y())
                    .containsExactly(
                            first.rows().get(1).degree().mean(),
                            first.rows().get(0).degree().mean());
            assertThat(stages.series().get(1).y().get(1))
                    .as("one channel for both classes")
                    .isEqualTo(0.5);
            assertThat(stages.series()).extracting(Figure.Series::name).doesNotHaveDuplicates();
            assertThat(comparison.figures().get(1).series().get(1).y())
                    .containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
            assertThat(comparison.tables().get(0).rows()).hasSize(4);
        }
        var onOthers = degree.run(model, TWICE_A, RUN);
        assertThatThrownBy(() -> new DiscriminativeComparison(List.of(first, onOthers)))
                .hasMessageContaining("expected at least one, all found with the same options on the same pictures");
    }

    /** Both pictures as of class 1: B has 1.3 and 0.45 of 1.75, its channel 1 reads channel 1 alone. */
    @Test
    void treesLaidOverEachOther() throws IOException {
        ImageSet images = new HandNetwork.Pictures(List.of(HandNetwork.A, HandNetwork.B), List.of(1, 1));
        var graphs = new ClassEvidence(2, false, 0, List.of())
                .run(model, images, RUN)
                .graphs();
        assertThat(graphs).hasSize(1);
        assertThat(graphs.get(0).classId()).isEqualTo(1);
        assertThat(graphs.get(0).trees()).isEqualTo(2);
        assertThat(graphs.get(0).edges()).hasSize(6);
        edge(graphs.get(0), "class", "relu2#0", 1, (1.5 / 4.95 + 1.3 / 1.75) / 2);
        edge(graphs.get(0), "class", "relu2#1", 1, (3.45 / 4.95 + 0.45 / 1.75) / 2);
        edge(graphs.get(0), "relu2#0", "relu1#0", 1, 4 / 5.2);
        edge(graphs.get(0), "relu2#0", "relu1#1", 1, 1.2 / 5.2);
        edge(graphs.get(0), "relu2#1", "relu1#1", 1, (0.4 / 3.4 + 1) / 2);
        edge(graphs.get(0), "relu2#1", "relu1#2", 0.5, 3 / 3.4);
        assertThat(graphs.get(0).nodes())
                .extracting(ClassEvidence.Node::id)
                .startsWith("class")
                .containsExactlyInAnyOrder("class", "relu2#0", "relu2#1", "relu1#0", "relu1#1", "relu1#2");
        var frequent = new ClassEvidence(2, false, 0.6, List.of()).run(model, images, RUN);
        assertThat(frequent.graphs().get(0).edges()).hasSize(5);
        assertThat(frequent.graphs().get(0).nodes()).hasSize(5);
    }

    /** Layers of ONNX graphs may have any name. */
    @Test
    void namesWithBlanks() throws IOException {
        ImageSet images = new HandNetwork.Pictures(List.of(HandNetwork.A, HandNetwork.B), List.of(1, 1));
        try (Model blank = HandNetwork.named("relu 2")) {
            var graph = new ClassEvidence(2, false, 0, List.of())
                    .run(blank, images, RUN)
                    .graphs()
                    .get(0);
            assertThat(graph.edges()).hasSize(6);
            edge(graph, "class", "relu 2#0", 1, (1.5 / 4.95 + 1.3 / 1.75) / 2);
            edge(graph, "relu 2#0", "relu1#0", 1, 4 / 5.2);
        }
    }

    private static void edge(ClassEvidence.Graph graph, String from, String to, double frequency, double share) {
        ClassEvidence.Edge edge = graph.edges().stream()
                .filter(found -> found.from().equals(from) && found.to().equals(to))
                .findFirst()
                .orElseThrow();
        assertThat(edge.frequency()).isEqualTo(frequency);
        assertThat(edge.share()).isCloseTo(share, offset(1e-5));
    }

    /** The pixels of A are labelled 1, 2 and 3, 2: its evidence lies on the first and the third. */
    @Test
    void whatEvidenceLiesOn(@TempDir Path folder) throws IOException {
        BufferedImage map = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        map.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {1, 2, 3, 2});
        ImageIO.write(map, "png", folder.resolve("0.png").toFile());
        Path names = Files.writeString(folder.resolve("names.txt"), "1: head\n2: sky\n3: leg\n");
        ImageSet onlyA = new HandNetwork.Pictures(List.of(HandNetwork.A), List.of(1));
        LabelMaps maps = LabelMaps.open(folder, names);
        var low = new ContextLabels(maps, 2, 0.2, List.of(Tap.of("relu1"))).run(model, onlyA, RUN);
        assertThat(low.pictures().get(0).value().assigned()).isEqualTo(Map.of(1, 2, 3, 2));
        assertThat(low.pictures().get(0).value().area()).isEqualTo(Map.of(1, 0.25, 2, 0.5, 3, 0.25));
        assertThat(low.rows()).extracting(ContextLabels.Row::label).containsExactly("head", "leg");
        assertThat(low.rows()).extracting(ContextLabels.Row::share).containsExactly(0.5, 0.5);
        // Channel 1 covers the first and the third pixel alike; from half of its maximum on, it covers the third alone.
        var high = new ContextLabels(maps, 2, 0.2, List.of(Tap.of("relu2"))).run(model, onlyA, RUN);
        assertThat(high.pictures().get(0).value().assigned()).isEqualTo(Map.of(1, 2));
        var half = new ContextLabels(maps, 2, 0.5, List.of(Tap.of("relu2"))).run(model, onlyA, RUN);
        assertThat(half.pictures().get(0).value().assigned()).isEqualTo(Map.of(1, 1, 3, 1));
    }
}
