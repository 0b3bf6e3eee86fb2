package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tree.EvidenceNode;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sheet with a pyramid on it: the layer names at the left, the legend left of the root and the prediction right of it. */
final class PyramidPage {
    /** The largest sheet, in pixels: deeper levels are left out until it is enough. */
    private static final long MOST_PIXELS = 80_000_000;

    /** The widest: other programs refuse wider pictures. */
    private static final int MOST_COLUMNS = 32_000;

    private static final int MOST_NODES = 20_000;
    private static final int MARGIN = 24;
    private static final int NAMES = 132;
    private static final int LEGEND = 236;
    private static final int TEXT = 330;

    private final PyramidLayout layout;
    private final Extent size;
    private final boolean whole;

    PyramidPage(EvidenceNode root, Extent input, boolean sharp) {
        List<Long> counts = TileSizes.counts(root, MOST_NODES);
        TileSizes sizes = new TileSizes(counts, input, sharp);
        int depth = sizes.depth();
        PyramidLayout placed = placed(root, depth, sizes);
        while (depth > 0 && isTooLarge(size(placed))) {
            depth--;
            placed = placed(root, depth, sizes);
        }
        this.layout = placed;
        this.size = size(placed);
        this.whole = placed.tiles().stream()
                .noneMatch(tile -> tile.level() == layout.levels() - 1
                        && !tile.node().children().isEmpty());
    }

    /** The columns begin so far to the right that the legend has its place between the layer names and the root. */
    private static PyramidLayout placed(EvidenceNode root, int depth, TileSizes sizes) {
        int left = MARGIN + NAMES;
        PyramidLayout tried = new PyramidLayout(root, depth, sizes, left, MARGIN);
        int missing = left + LEGEND + MARGIN - tried.tiles().get(0).x();
        return missing <= 0 ? tried : new PyramidLayout(root, depth, sizes, left + missing, MARGIN);
    }

    private static boolean isTooLarge(Extent size) {
        return size.width() > MOST_COLUMNS || (long) size.height() * size.width() > MOST_PIXELS;
    }

    private static Extent size(PyramidLayout layout) {
        Rectangle tiles = layout.bounds();
        Rectangle root = layout.tiles().get(0).bounds();
        int right = Math.max(tiles.x + tiles.width, root.x + root.width + MARGIN + TEXT);
        return new Extent(tiles.y + tiles.height + 2 * MARGIN, right + MARGIN);
    }

    PyramidLayout layout() {
        return layout;
    }

    Extent size() {
        return size;
    }

    /** Whether every level is drawn. */
    boolean whole() {
        return whole;
    }

    /** Where the legend is explained. */
    Rectangle legend() {
        Rectangle root = layout.tiles().get(0).bounds();
        return new Rectangle(root.x - MARGIN - LEGEND, root.y, LEGEND, root.height);
    }

    /** Where the prediction is told. */
    Rectangle prediction() {
        Rectangle root = layout.tiles().get(0).bounds();
        return new Rectangle(root.x + root.width + MARGIN, root.y, TEXT, root.height);
    }

    /** Where the names of the layers are written, one place per level below the root. */
    List<Rectangle> names() {
        List<Rectangle> names = new ArrayList<>();
        for (int level = 1; level < layout.levels(); level++) {
            names.add(new Rectangle(MARGIN, layout.levelTop(level), NAMES - MARGIN, height(level)));
        }
        return names;
    }

    /** Where it is said what is not drawn. */
    Rectangle note() {
        return new Rectangle(MARGIN, size.height() - MARGIN - 6, size.width() - 2 * MARGIN, 18);
    }

    /** The strip of a level across the sheet, from its tiles' upper to their lower borders. */
    Rectangle strip(int level) {
        return new Rectangle(0, layout.levelTop(level) - 10, size.width(), height(level) + 20);
    }

    /** Rows from a level's upper border to its lowest tile, or to the next level where stacks reach below that. */
    private int height(int level) {
        int lowest = layout.levelTop(level);
        for (PyramidLayout.Tile tile : layout.tiles()) {
            if (tile.level() == level) {
                lowest = Math.max(lowest, tile.y() + tile.size().height());
            }
        }
        int next = level + 1 < layout.levels() ? layout.levelTop(level + 1) - 20 : lowest;
        return Math.min(lowest, next) - layout.levelTop(level);
    }

    /** The first node of a level, which tells its layer. */
    Optional<EvidenceNode> first(int level) {
        return layout.tiles().stream()
                .filter(tile -> tile.level() == level)
                .map(PyramidLayout.Tile::node)
                .findFirst();
    }
}
