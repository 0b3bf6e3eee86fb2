package io.github.hdecomp.examples.plots;

import io.github.hdecomp.analysis.Figure;
import io.github.hdecomp.examples.output.DescribedPicture;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws one figure. */
public final class FigurePlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;

    /** As many letters fit side by side below an axis. */
    private static final int MOST_LEVEL_LETTERS = 60;

    /** Names of bars that are at least as wide are all written; by default every other one is left out. */
    private static final int NARROWEST_BAR = 10;

    /** Okabe and Ito (2008): told apart by colour-blind people too. */
    private static final Color[] COLOURS = {
        new Color(0x0072b2),
        new Color(0xd55e00),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0xe69f00),
        new Color(0x56b4e9),
        new Color(0x000000),
        new Color(0x999999)
    };

    private FigurePlot() {}

    /**
     * Draws a figure into a PNG file, which is written whole or not at all.
     *
     * @param figure what to draw
     * @param description what it was found with, which the file carries
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(Figure figure, String description, Path file) throws IOException {
        Chart<?, ?> chart = figure.kind() == Figure.Kind.BARS ? bars(figure) : lines(figure);
        DescribedPicture.write(file, BitmapEncoder.getBufferedImage(chart), description);
    }

    private static Chart<?, ?> lines(Figure figure) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.title())
                .xAxisTitle(figure.xAxis())
                .yAxisTitle(figure.yAxis())
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(figure.kind() == Figure.Kind.LOGARITHMIC_LINES);
        for (Figure.Series series : figure.series()) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int i = 0; i < series.x().size(); i++) {
                if (Double.isFinite(series.y().get(i))) {
                    x.add(series.x().get(i));
                    y.add(series.y().get(i));
                }
            }
            if (!x.isEmpty()) {
                chart.addSeries(series.name(), x, y)
                        .setMarker(x.size() > 40 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        }
        return chart;
    }

    private static Chart<?, ?> bars(Figure figure) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.title())
                .xAxisTitle(figure.xAxis())
                .yAxisTitle(figure.yAxis())
                .build();
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.85);
        boolean longNames = figure.series().stream()
                .anyMatch(series -> String.join("", series.names()).length() > MOST_LEVEL_LETTERS);
        chart.getStyler().setXAxisLabelRotation(longNames ? 30 : 0);
        chart.getStyler().setXAxisTickMarkSpacingHint(NARROWEST_BAR);
        for (Figure.Series series : figure.series()) {
            List<Double> heights = series.y().stream()
                    .map(value -> Double.isFinite(value) ? value : 0)
                    .toList();
            chart.addSeries(series.name(), series.names(), heights);
        }
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setSeriesColors(COLOURS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesColor(new Color(0xdddddd));
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setYAxisDecimalPattern("0.###");
        styler.setAntiAlias(true);
    }
}
