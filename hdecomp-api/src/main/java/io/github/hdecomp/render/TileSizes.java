package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tree.EvidenceNode;
import java.util.ArrayList;
import java.util.List;

/** The sizes of tiles per level: the more nodes there are side by side, the smaller they are drawn. */
final class TileSizes {
    private final List<TileSize> sizes = new ArrayList<>();
    private final List<Long> counts;

    /**
     * The sizes for a tree.
     *
     * @param counts nodes per level, see {@link #counts}
     * @param input rows and columns of the picture
     * @param sharp whether there are sharp views
     */
    TileSizes(List<Long> counts, Extent input, boolean sharp) {
        this.counts = counts;
        for (int level = 0; level < counts.size(); level++) {
            long count = counts.get(level);
            int longer = level == 0 ? 224 : count <= 3 ? 160 : count <= 9 ? 116 : count <= 32 ? 92 : 76;
            sizes.add(new TileSize(side(input, longer), sharp ? 2 : 1, count <= 9));
        }
    }

    private static Extent side(Extent input, int longer) {
        double factor = (double) longer / Math.max(input.height(), input.width());
        int height = (int) Math.round(input.height() * factor);
        int width = (int) Math.round(input.width() * factor);
        return new Extent(Math.max(height, 12), Math.max(width, 60));
    }

    /** How many nodes every level has, down to the one where there would be more than so many. */
    static List<Long> counts(EvidenceNode root, long most) {
        List<Long> counts = new ArrayList<>();
        List<EvidenceNode> level = List.of(root);
        while (!level.isEmpty()) {
            counts.add((long) level.size());
            long next = level.stream().mapToLong(node -> node.children().size()).sum();
            if (next > most) {
                break;
            }
            level = level.stream().flatMap(node -> node.children().stream()).toList();
        }
        return counts;
    }

    TileSize of(int level) {
        return sizes.get(level);
    }

    /** The lowest level that has a size. */
    int depth() {
        return sizes.size() - 1;
    }

    long count(int level) {
        return counts.get(level);
    }
}
