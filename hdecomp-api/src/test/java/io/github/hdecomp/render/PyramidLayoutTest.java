package io.github.hdecomp.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the tree: nothing overlaps, edges join what they should, everything lies on the sheet. */
class PyramidLayoutTest {

    static Stream<int[]> forms() {
        return Stream.of(
                new int[] {},
                new int[] {1},
                new int[] {1, 1, 1, 1, 1},
                new int[] {3, 3, 3, 3, 3},
                new int[] {16},
                new int[] {16, 16},
                new int[] {1, 16, 1, 3},
                new int[] {2, 2, 2, 2, 2, 2, 2});
    }

    @ParameterizedTest
    @MethodSource("forms")
    void regularTrees(int... perLevel) {
        EvidenceTree tree = DrawnTrees.regular("thing", perLevel);
        for (boolean sharp : new boolean[] {true, false}) {
            PyramidPage page = new PyramidPage(tree.root(), new Extent(224, 224), sharp);
            check(page, Arrays.toString(perLevel));
            assertThat(page.layout().tiles()).as("every node is drawn").hasSize((int)
                    tree.nodes().count());
            assertThat(page.whole()).isTrue();
        }
    }

    @Property(tries = 150)
    void irregularTrees(@ForAll long seed, @ForAll boolean sharp) {
        EvidenceTree tree = DrawnTrees.irregular(seed);
        PyramidPage page = new PyramidPage(tree.root(), new Extent(96, 224), sharp);
        check(page, "seed " + seed);
        assertThat(page.layout().tiles()).hasSize((int) tree.nodes().count());
    }

    /** A tree that no sheet could hold loses its lowest levels, and says so. */
    @ParameterizedTest
    @MethodSource("tooLarge")
    void hugeTrees(int... perLevel) {
        EvidenceTree tree = DrawnTrees.regular("thing", perLevel);
        PyramidPage page = new PyramidPage(tree.root(), new Extent(224, 224), true);
        assertThat(page.whole()).isFalse();
        assertThat(page.layout().tiles().size()).isGreaterThan(16);
        assertThat((long) page.size().height() * page.size().width()).isLessThanOrEqualTo(80_000_000L);
        assertThat(page.size().width()).isLessThanOrEqualTo(32_000);
        List<Rectangle> tiles =
                page.layout().tiles().stream().map(PyramidLayout.Tile::bounds).toList();
        assertThat(tiles).noneMatch(page.note()::intersects);
    }

    static Stream<int[]> tooLarge() {
        return Stream.of(new int[] {16, 16, 16, 8}, new int[] {64, 64, 10}, new int[] {20, 20, 1, 20});
    }

    private static void check(PyramidPage page, String form) {
        List<PyramidLayout.Tile> tiles = page.layout().tiles();
        Rectangle sheet = new Rectangle(0, 0, page.size().width(), page.size().height());
        List<Rectangle> boxes =
                new ArrayList<>(tiles.stream().map(PyramidLayout.Tile::bounds).toList());
        boxes.add(page.legend());
        boxes.add(page.prediction());
        boxes.addAll(page.names());
        for (Rectangle box : boxes) {
            assertThat(sheet.contains(box)).as("%s: %s on %s", form, box, sheet).isTrue();
        }
        checkApart(boxes, form);
        for (PyramidLayout.Tile tile : tiles) {
            assertThat(tile.bounds().contains(tile.map())).as(form).isTrue();
            if (tile.size().views() == 2) {
                assertThat(tile.bounds().contains(tile.sharp())).as(form).isTrue();
                assertThat(tile.sharp().intersects(tile.map())).as(form).isFalse();
            }
            checkEdge(page.layout(), tile, form);
        }
    }

    /** By sweeping from left to right, so that thousands of boxes take no time. */
    private static void checkApart(List<Rectangle> boxes, String form) {
        List<Rectangle> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingInt(box -> box.x));
        for (int i = 0; i < sorted.size(); i++) {
            Rectangle box = sorted.get(i);
            for (int j = i + 1; j < sorted.size() && sorted.get(j).x < box.x + box.width; j++) {
                assertThat(box.intersects(sorted.get(j)))
                        .as("%s: %s and %s", form, box, sorted.get(j))
                        .isFalse();
            }
        }
    }

    /** From just below the parent to the border of the child, through no tile. */
    private static void checkEdge(PyramidLayout layout, PyramidLayout.Tile tile, String form) {
        List<int[]> edge = layout.edge(tile);
        if (tile.parent() < 0) {
            assertThat(edge).isEmpty();
            return;
        }
        Rectangle parent = layout.tiles().get(tile.parent()).bounds();
        int[] start = edge.get(0);
        int[] end = edge.get(edge.size() - 1);
        assertThat(start[1] - (parent.y + parent.height)).as(form).isBetween(0, 4);
        assertThat(start[0]).as(form).isBetween(parent.x, parent.x + parent.width);
        Rectangle reached = tile.bounds();
        reached.grow(3, 3);
        assertThat(reached.contains(end[0], end[1])).as(form).isTrue();
        if (!tile.stacked()) {
            assertThat(end[1]).as(form).isGreaterThan(start[1]);
            return;
        }
        for (int i = 0; i + 1 < edge.size(); i++) {
            int[] from = edge.get(i);
            int[] to = edge.get(i + 1);
            assertThat(from[0] == to[0] || from[1] == to[1]).as(form).isTrue();
            for (PyramidLayout.Tile other : layout.tiles()) {
                assertThat(other.bounds().intersectsLine(from[0], from[1], to[0], to[1]))
                        .as("%s: edge to %s crosses %s", form, tile.bounds(), other.bounds())
                        .isFalse();
            }
        }
    }
}
