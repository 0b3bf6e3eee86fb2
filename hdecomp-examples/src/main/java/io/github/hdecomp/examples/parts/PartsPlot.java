package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.parts.PartsReport.Series;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.statistics.Summary;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** One measure of a report as a picture, without the picture's own column: a group of bars per stage, whiskers for the 95 % interval. */
public final class PartsPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private PartsPlot() {}

    /**
     * Draws a measure.
     *
     * @param report what was found
     * @param question what was explained
     * @param measure what was measured
     * @return a picture
     */
    public static BufferedImage of(PartsReport report, Question question, Measure measure) {
        List<String> stages = report.stages().stream()
                .filter(stage -> !stage.equals(Tap.INPUT.name()))
                .toList();
        List<String> methods = report.methods(measure).stream()
                .filter(method -> stages.stream()
                        .anyMatch(stage -> report.summary(new Series(question, measure, method, stage))
                                .isPresent()))
                .toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(measure.title() + " (" + question.words() + ")")
                .xAxisTitle("stage")
                .yAxisTitle("%")
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setAvailableSpaceFill(0.85);
        for (String method : methods) {
            List<Double> means = new ArrayList<>();
            List<Double> whiskers = new ArrayList<>();
            for (String stage : stages) {
                Optional<Summary> summary = report.summary(new Series(question, measure, method, stage));
                means.add(100
                        * summary.map(Summary::mean).filter(Double::isFinite).orElse(0.0));
                whiskers.add(summary.map(found ->
                                50 * (found.interval().high() - found.interval().low()))
                        .filter(Double::isFinite)
                        .orElse(0.0));
            }
            chart.addSeries(method, stages, means, whiskers);
        }
        chart.addSeries(
                "chance", stages, chances(report, question, measure, stages), Collections.nCopies(stages.size(), 0.0));
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static List<Double> chances(PartsReport report, Question question, Measure measure, List<String> stages) {
        return stages.stream()
                .map(stage -> 100
                        * report.methods(measure).stream()
                                .mapToDouble(method -> report.chance(new Series(question, measure, method, stage)))
                                .filter(Double::isFinite)
                                .findFirst()
                                .orElse(0))
                .toList();
    }
}
