package io.github.hdecomp.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.benchmarks.cost.Cost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(new Rates(200, 10));

    @Test
    void aComparisonSaysWhetherItsTargetIsMetAndHowFarItsFloorIs() {
        Timing ours = new Timing("net forward", 12.345, new Cost(1e9, 4e6));
        String text = table.comparisons(List.of(
                new Comparison(ours, "A", 10, 1.2345, 1), new Comparison(ours, "B", Double.NaN, Double.NaN, 0.8)));
        assertThat(text.lines().skip(2))
                .containsExactly(
                        "| net forward | A | 12.3 | 10.0 | 1.23 | ≤ 1 | **no** | 2.00 | 162 | 81 % | 10.0 | 1.23 |",
                        "| net forward | B | 12.3 | not measured | not measured | ≤ 0.8 | not measured | 2.00 | 162 | 81 %"
                                + " | 10.0 | 1.23 |");
    }

    @Test
    void theFloorOfWorkThatMovesMuchIsThatOfItsBytes() {
        String text = table.timings(List.of(new Timing("net tree", 30, new Cost(1e6, 100e6))));
        assertThat(text).contains("| net tree | 30.0 | 0.00200 | 0 | 0 % | 10.0 | 3.00 (> 2) |");
    }

    @Test
    void whatWasNotCountedIsLeftEmpty() {
        String text = table.timings(List.of(new Timing("net tree", 1234.5, Cost.NONE)));
        assertThat(text).contains("| net tree | 1,235 |  |  |  |  |  |");
    }

    @Test
    void aFigureHasAUnit() {
        String text = table.figures(List.of(new Figure("start", 2.5, "s", 3), new Figure("allocations", 0, "", 0)));
        assertThat(text).contains("| start | 2.50 s | ≤ 3 s | yes |", "| allocations | 0 | ≤ 0 | yes |");
    }

    @Test
    void targetsHaveThreeDecimals() {
        assertThat(table.figures(List.of(new Figure("ratio", 1.3, "", 4 / 3.0))))
                .contains("| ratio | 1.30 | ≤ 1.333 | yes |");
    }

    @Test
    void aFigureMayHaveNoTarget() {
        assertThat(table.figures(List.of(new Figure("sise", 12.5, "s", Double.NaN))))
                .contains("| sise | 12.5 s |  |  |");
    }

    @Test
    void ratiosAreFormedWithinRounds() {
        List<Map<String, Double>> rounds = List.of(
                Map.of("ours", 1.0, "peer", 2.0), Map.of("ours", 30.0, "peer", 60.0), Map.of("ours", 3.0, "peer", 5.0));
        Measurement measurement = new Measurement("Some.round", Map.of("network", "net"), rounds);
        assertThat(measurement.median("ours")).isEqualTo(3);
        assertThat(measurement.ratio("ours", "peer")).isEqualTo(0.5);
        assertThat(measurement.ratio("ours", "absent")).isNaN();
    }
}
