package io.github.hdecomp.render;

import io.github.hdecomp.tree.Evidence;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;

/** The lines between decisions: the larger the share of the evidence, the wider. */
final class PyramidEdges {
    private static final Color LINE = new Color(0x8a9bb0);
    private static final double THINNEST = 1;
    private static final double WIDEST = 26;
    private static final double WIDEST_STACKED = 11;

    private PyramidEdges() {}

    static void paint(Graphics2D pen, PyramidLayout layout, PyramidLayout.Tile tile) {
        List<int[]> corners = layout.edge(tile);
        if (corners.isEmpty()) {
            return;
        }
        double share = tile.node().evidence().map(Evidence::share).orElse(0.0);
        double width = THINNEST + share * ((tile.stacked() ? WIDEST_STACKED : WIDEST) - THINNEST);
        int[] start = corners.get(0);
        Path2D path = new Path2D.Double();
        path.moveTo(start[0], start[1]);
        if (tile.stacked()) {
            corners.subList(1, corners.size()).forEach(corner -> path.lineTo(corner[0], corner[1]));
        } else {
            int[] end = corners.get(1);
            double middle = (start[1] + end[1]) / 2.0;
            path.curveTo(start[0], middle, end[0], middle, end[0], end[1]);
        }
        pen.setColor(LINE);
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        pen.draw(path);
    }
}
