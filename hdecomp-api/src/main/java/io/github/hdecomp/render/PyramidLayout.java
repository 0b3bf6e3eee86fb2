package io.github.hdecomp.render;

import io.github.hdecomp.tree.EvidenceNode;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything of a pyramid lies: the root on top, every level below the one before, each branch in columns of its own, so
 * that nothing overlaps whatever the tree looks like. Where there are many, the children at the end of a branch are
 * stacked in a grid instead of standing side by side, which keeps wide trees compact.
 */
final class PyramidLayout {
    /** With more ends than this they are stacked. */
    private static final int ROW = 12;

    /** How many lie on top of each other in a column of a stack. */
    private static final int STACK = 8;

    private static final int GAP = 10;
    private static final int GUTTER = 12;

    /** Between a level and the next, for the edges. */
    private static final int RISE = 46;

    private final TileSizes sizes;
    private final int depth;
    private final boolean stacks;
    private final int top;
    private final List<Tile> tiles = new ArrayList<>();
    private final List<Integer> levelTops = new ArrayList<>();

    /**
     * A node's place.
     *
     * @param node the node
     * @param level 0 for the root
     * @param parent index of the parent's tile, -1 for the root
     * @param order which child of the parent it is
     * @param x its left border
     * @param y its upper border
     * @param size how its parts lie inside
     * @param stacked whether its edge comes from the left, by the gutter beside it, rather than from above
     */
    record Tile(EvidenceNode node, int level, int parent, int order, int x, int y, TileSize size, boolean stacked) {
        Rectangle bounds() {
            return new Rectangle(x, y, size.width(), size.height());
        }

        Rectangle map() {
            return new Rectangle(
                    x,
                    y + size.captionHeight(),
                    size.side().width(),
                    size.side().height());
        }

        Rectangle sharp() {
            Rectangle map = map();
            return size.beside()
                    ? new Rectangle(map.x + map.width + TileSize.SEAM, map.y, map.width, map.height)
                    : new Rectangle(map.x, map.y + map.height + TileSize.SEAM, map.width, map.height);
        }
    }

    /**
     * Places a tree.
     *
     * @param root its root
     * @param depth how many levels below the root are placed
     * @param sizes of the tiles
     * @param left where the columns begin
     * @param top where the root lies
     */
    PyramidLayout(EvidenceNode root, int depth, TileSizes sizes, int left, int top) {
        this.sizes = sizes;
        this.depth = depth;
        this.top = top;
        this.stacks = ends(root, 0) > ROW;
        int y = top;
        for (int level = 0; level <= depth; level++) {
            levelTops.add(y);
            y += sizes.of(level).height() + RISE;
        }
        place(root, 0, -1, 0, left);
    }

    private long ends(EvidenceNode node, int level) {
        return isEnd(node, level)
                ? 1
                : node.children().stream()
                        .mapToLong(child -> ends(child, level + 1))
                        .sum();
    }

    private boolean isEnd(EvidenceNode node, int level) {
        return level == depth || node.children().isEmpty();
    }

    private boolean stacksChildren(EvidenceNode node, int level) {
        return stacks && node.children().size() > 1 && node.children().stream().allMatch(c -> isEnd(c, level + 1));
    }

    private static int columns(int children) {
        return (children + STACK - 1) / STACK;
    }

    /** Columns of pixels that a branch needs. */
    private int width(EvidenceNode node, int level) {
        int own = sizes.of(level).width();
        if (isEnd(node, level)) {
            return own;
        }
        if (stacksChildren(node, level)) {
            int columns = columns(node.children().size());
            return Math.max(own, columns * (GUTTER + sizes.of(level + 1).width()));
        }
        int children = GAP * (node.children().size() - 1);
        for (EvidenceNode child : node.children()) {
            children += width(child, level + 1);
        }
        return Math.max(own, children);
    }

    /** Places a branch whose columns begin at {@code left}; returns how many it took. */
    private int place(EvidenceNode node, int level, int parent, int order, int left) {
        int width = width(node, level);
        int index = tiles.size();
        TileSize size = sizes.of(level);
        tiles.add(new Tile(
                node, level, parent, order, left + (width - size.width()) / 2, levelTops.get(level), size, false));
        if (isEnd(node, level)) {
            return width;
        }
        if (stacksChildren(node, level)) {
            stack(node, level + 1, index, left, width);
            return width;
        }
        int needed = -GAP;
        for (EvidenceNode child : node.children()) {
            needed += width(child, level + 1) + GAP;
        }
        int x = left + (width - needed) / 2;
        for (int i = 0; i < node.children().size(); i++) {
            x += place(node.children().get(i), level + 1, index, i, x) + GAP;
        }
        return width;
    }

    private void stack(EvidenceNode node, int level, int parent, int left, int width) {
        TileSize size = sizes.of(level);
        int columns = columns(node.children().size());
        int start = left + (width - columns * (GUTTER + size.width())) / 2;
        for (int i = 0; i < node.children().size(); i++) {
            int x = start + i % columns * (GUTTER + size.width()) + GUTTER;
            int y = levelTops.get(level) + i / columns * (size.height() + GAP);
            tiles.add(new Tile(node.children().get(i), level, parent, i, x, y, size, true));
        }
    }

    List<Tile> tiles() {
        return tiles;
    }

    /** The upper border of each level. */
    int levelTop(int level) {
        return levelTops.get(level);
    }

    int levels() {
        return depth + 1;
    }

    /** What all tiles together cover, from the given top and left. */
    Rectangle bounds() {
        Rectangle all = new Rectangle(tiles.get(0).x(), top, 0, 0);
        tiles.forEach(tile -> all.add(tile.bounds()));
        return all;
    }

    /** The way of the edge above a tile: corners from the parent's lower border to the tile, empty at the root. */
    List<int[]> edge(Tile tile) {
        if (tile.parent() < 0) {
            return List.of();
        }
        Rectangle from = tiles.get(tile.parent()).bounds();
        int x = from.x + from.width / 2;
        int y = from.y + from.height + 2;
        if (!tile.stacked()) {
            return List.of(new int[] {x, y}, new int[] {tile.x() + tile.size().width() / 2, tile.y() - 2});
        }
        Rectangle map = tile.map();
        int lane = levelTops.get(tile.level()) - RISE / 3;
        int gutter = tile.x() - GUTTER / 2;
        int middle = map.y + map.height / 2;
        return List.of(
                new int[] {x, y}, new int[] {x, lane}, new int[] {gutter, lane}, new int[] {gutter, middle}, new int[] {
                    tile.x() - 1, middle
                });
    }
}
