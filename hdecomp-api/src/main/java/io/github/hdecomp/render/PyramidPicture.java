package io.github.hdecomp.render;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole evidence tree as one picture: the decision on top, below every decision the channels that speak for it, each with
 * its map over the part of the picture that the decision above sees, its receptive field, its sharp view and its share, joined
 * by lines that are the wider, the larger the share.
 *
 * @param palette the colours of the maps; high should be hot and low dark
 * @param scale which maps share a scale; drawn in the legend, and the largest value above every map
 */
public record PyramidPicture(Palette palette, MapScale scale) {
    private static final Color STRIP = new Color(0xf5f7f9);

    /**
     * The default: {@link Palette#INFERNO}, every map on a scale of its own.
     *
     * @return the picture
     */
    public static PyramidPicture defaults() {
        return new PyramidPicture(Palette.INFERNO, MapScale.NODE);
    }

    /**
     * Draws a tree with sharp views.
     *
     * @param exploration the recorded pass that the tree was grown from, still open
     * @param tree the tree
     * @return the picture
     */
    public BufferedImage draw(Exploration exploration, EvidenceTree tree) {
        return draw(tree, InputPicture.of(exploration), SharpViews.of(exploration, tree));
    }

    /**
     * Draws a tree without sharp views, such as one that was read from a file.
     *
     * @param tree the tree
     * @param picture what the network saw, in the size of its input: see {@link InputPicture}
     * @return the picture
     */
    public BufferedImage draw(EvidenceTree tree, BufferedImage picture) {
        return draw(tree, picture, SharpViews.none());
    }

    /**
     * Draws a tree. Of one that would need more than 80 million pixels or 32,000 columns, the lowest levels are left out,
     * which the picture says.
     *
     * @param tree the tree
     * @param picture what the network saw, in the size of its input: see {@link InputPicture}
     * @param sharp the sharp views; {@link SharpViews#none()} to do without
     * @return the picture, on white
     */
    public BufferedImage draw(EvidenceTree tree, BufferedImage picture, SharpViews sharp) {
        Extent input = new Extent(picture.getHeight(), picture.getWidth());
        PyramidPage page = new PyramidPage(tree.root(), input, !sharp.views().isEmpty());
        BufferedImage sheet = new BufferedImage(page.size().width(), page.size().height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Ink.on(sheet);
        pen.setColor(Ink.PAPER);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int level = 1; level < page.layout().levels(); level++) {
            fill(pen, page.strip(level));
        }
        List<Scale> scales = scales(page.layout().tiles());
        page.layout().tiles().forEach(tile -> PyramidEdges.paint(pen, page.layout(), tile));
        TilePainter painter = new TilePainter(pen, page.layout(), tree, picture, sharp, palette);
        for (int i = 0; i < scales.size(); i++) {
            painter.paint(page.layout().tiles().get(i), scales.get(i));
        }
        new PyramidText(pen, page, tree, this, sharp).paint(scales);
        pen.dispose();
        return sheet;
    }

    private static void fill(Graphics2D pen, Rectangle strip) {
        pen.setColor(STRIP);
        pen.fill(strip);
    }

    /** The scale of every tile's map. */
    private List<Scale> scales(List<PyramidLayout.Tile> tiles) {
        Scale largest = MapScale.largest(tiles.stream().map(PyramidLayout.Tile::node));
        List<List<Scale>> children = new ArrayList<>();
        List<Scale> scales = new ArrayList<>();
        for (PyramidLayout.Tile tile : tiles) {
            EvidenceNode node = tile.node();
            children.add(scale.of(largest, node));
            scales.add(tile.parent() < 0 ? largest : children.get(tile.parent()).get(tile.order()));
        }
        return scales;
    }
}
