package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;

/** A part of a map at any resolution: as if the map were enlarged bilinearly over the whole input and looked at there. */
final class MapWindow {
    private MapWindow() {}

    /**
     * The values in a window of the input.
     *
     * @param map at the resolution of its layer
     * @param input rows and columns of the input, which the map covers
     * @param window in pixels of the input
     * @param size rows and columns of the result
     * @return shape (height, width)
     */
    static Tensor of(ActivationMap map, Extent input, Region window, Extent size) {
        float[] values = new float[size.height() * size.width()];
        double[] columns = places(window.x(), window.width(), size.width(), map.layerWidth(), input.width());
        double[] rows = places(window.y(), window.height(), size.height(), map.layerHeight(), input.height());
        for (int y = 0, at = 0; y < rows.length; y++) {
            int top = (int) rows[y];
            int bottom = Math.min(top + 1, map.layerHeight() - 1);
            double v = rows[y] - top;
            for (int x = 0; x < columns.length; x++, at++) {
                int left = (int) columns[x];
                int right = Math.min(left + 1, map.layerWidth() - 1);
                double u = columns[x] - left;
                double above = (1 - u) * map.at(top, left) + u * map.at(top, right);
                double below = (1 - u) * map.at(bottom, left) + u * map.at(bottom, right);
                values[at] = (float) ((1 - v) * above + v * below);
            }
        }
        return Tensor.adopt(Shape.of(size.height(), size.width()), values);
    }

    /** Where the centres of pixels along one side lie between the centres of cells, cut to the outermost. */
    private static double[] places(int from, int extent, int pixels, int cells, int whole) {
        double[] places = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            double place = (from + (i + 0.5) * extent / pixels) * cells / whole - 0.5;
            places[i] = Math.min(Math.max(place, 0), cells - 1);
        }
        return places;
    }
}
