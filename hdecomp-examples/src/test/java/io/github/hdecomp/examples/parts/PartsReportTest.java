package io.github.hdecomp.examples.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.examples.parts.PartsReport.PictureResult;
import io.github.hdecomp.examples.parts.PartsReport.Series;
import io.github.hdecomp.examples.scenes.SceneClass;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of numbers that were made up. */
class PartsReportTest {
    private static final String STAGE = "relu9";
    private static final String TREE = "tree";
    private static final String RIVAL = "grad-cam";

    private static Observation seen(String method, long scene, double value, double chance) {
        return new Observation(Question.SCORE, Measure.POINTING, method, STAGE, scene, SceneClass.CAT, value, chance);
    }

    private static Series series(String method) {
        return new Series(Question.SCORE, Measure.POINTING, method, STAGE);
    }

    private static PartsReport report(List<PictureResult> results) {
        return new PartsReport(PartsBenchmark.of(new Scenes(1)), List.of(STAGE), "0".repeat(64), results);
    }

    @Test
    void means_areOverDefinedNumbers() {
        PartsReport report = report(List.of(
                new PictureResult(true, true, List.of(seen(TREE, 0, 1, 0.1), seen(RIVAL, 0, 0, 0.1))),
                new PictureResult(true, false, List.of(seen(TREE, 1, Double.NaN, 0.9), seen(RIVAL, 1, 1, 0.9))),
                new PictureResult(false, true, List.of()),
                new PictureResult(true, true, List.of(seen(TREE, 3, 0, 0.3), seen(RIVAL, 3, 1, 0.3)))));
        assertThat(report.right()).isEqualTo(3);
        assertThat(report.counterfactualsRight()).isEqualTo(3);
        assertThat(report.methods(Measure.POINTING)).containsExactly(TREE, RIVAL);
        Summary tree = report.summary(series(TREE)).orElseThrow();
        assertThat(tree.mean()).isEqualTo(0.5);
        assertThat(tree.n()).isEqualTo(2);
        assertThat(tree.undefined()).isEqualTo(1);
        assertThat(report.chance(series(TREE))).isCloseTo(0.2, within(1e-12));
        assertThat(report.summary(series("gradient"))).isEmpty();
        Summary difference = report.difference(series(TREE), RIVAL).orElseThrow();
        // 1 - 0 and 0 - 1; the second picture has no number of the tree.
        assertThat(difference.mean()).isZero();
        assertThat(difference.n()).isEqualTo(2);
    }

    /** Of so many pictures, the tree misses all but a few, the rival as many as are said. */
    private static String page(int pictures, int treeRight, int rivalRight) {
        List<PictureResult> results = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            results.add(new PictureResult(
                    true,
                    true,
                    List.of(
                            seen(TREE, i, i < treeRight ? 1 : 0, 0.25),
                            seen(RIVAL, i, i >= pictures - rivalRight ? 1 : 0, 0.25))));
        }
        return PartsMarkdown.of(report(results));
    }

    @Test
    void theTreeIsBehindWhereTheIntervalSaysSo() {
        assertThat(page(40, 4, 34))
                .contains("| tree | 10.0 <sub>", "| grad-cam | 85.0 <sub>", "| *chance* | 25.0 |")
                .contains("| the class's score | pointing | relu9 | grad-cam | 75.0 <sub>");
        assertThat(page(40, 18, 22)).doesNotContain("| pointing | relu9 |");
        assertThat(page(40, 34, 4)).doesNotContain("| pointing | relu9 |");
    }

    /** The percentile bootstrap of a part of many pictures is the normal interval. */
    @Test
    void intervals_areOfTheMean() {
        List<PictureResult> results = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            results.add(new PictureResult(true, true, List.of(seen(TREE, i, i % 5 < 2 ? 1 : 0, 0.1))));
        }
        Summary summary = report(results).summary(series(TREE)).orElseThrow();
        double reach = 1.96 * Math.sqrt(0.4 * 0.6 / 500);
        assertThat(summary.mean()).isCloseTo(0.4, within(1e-12));
        assertThat(summary.interval().low()).isCloseTo(0.4 - reach, within(0.1 * reach));
        assertThat(summary.interval().high()).isCloseTo(0.4 + reach, within(0.1 * reach));
    }
}
