package com.example.consumer;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceTree;
import java.util.Optional;

/**
 * An analysis of one's own: how much of the picture the neurons at the ends of a tree's branches see.
 */
public final class EvidenceCoverage {
    private EvidenceCoverage() {}

    /**
     * The part of the picture that at least one end of a branch sees.
     *
     * @param tree an evidence tree
     * @param height of the network's input
     * @param width of the network's input
     * @return 0 to 1
     */
    public static double of(EvidenceTree tree, int height, int width) {
        boolean[] seen = new boolean[height * width];
        tree.nodes()
                .filter(node -> node.children().isEmpty())
                .map(node -> node.evidence().map(Evidence::receptiveField))
                .flatMap(Optional::stream)
                .forEach(field -> mark(seen, field, width));
        int count = 0;
        for (boolean pixel : seen) {
            count += pixel ? 1 : 0;
        }
        return (double) count / seen.length;
    }

    private static void mark(boolean[] seen, Region field, int width) {
        for (int y = field.y(); y < field.bottom(); y++) {
            for (int x = field.x(); x < field.right(); x++) {
                seen[y * width + x] = true;
            }
        }
    }
}
