package io.github.hdecomp.render;

import io.github.hdecomp.model.Decision;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.text.Numerals;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Draws the nodes of a pyramid at their places. */
final class TilePainter {
    private static final Color EMPTY = new Color(0xe7ebef);

    private final Graphics2D pen;
    private final PyramidLayout layout;
    private final EvidenceTree tree;
    private final BufferedImage picture;
    private final SharpViews sharp;
    private final Palette palette;
    private final Map<Part, BufferedImage> shrunk = new HashMap<>();

    /** A part of the picture, in a size. */
    private record Part(Region window, Extent size) {}

    TilePainter(
            Graphics2D pen,
            PyramidLayout layout,
            EvidenceTree tree,
            BufferedImage picture,
            SharpViews sharp,
            Palette palette) {
        this.pen = pen;
        this.layout = layout;
        this.tree = tree;
        this.picture = picture;
        this.sharp = sharp;
        this.palette = palette;
    }

    void paint(PyramidLayout.Tile tile, Scale scale) {
        caption(tile, scale);
        map(tile, scale);
        if (tile.size().views() == 2) {
            sharp(tile.sharp(), tile.node().decision());
        }
    }

    private void caption(PyramidLayout.Tile tile, Scale scale) {
        double letters = tile.size().letters();
        Font bold = Ink.bold(letters);
        Font plain = Ink.font(letters);
        Font small = Ink.font(letters - 1.5);
        Decision decision = tile.node().decision();
        Optional<Evidence> evidence = tile.node().evidence();
        double right = tile.x() + tile.size().width();
        float first = (float) (tile.y() + letters + 1);
        float second = (float) (tile.y() + tile.size().captionHeight() - 4);
        pen.setColor(Ink.TEXT);
        pen.setFont(plain);
        String share = evidence.map(part -> Numerals.percent(part.share())).orElse("");
        double shareWidth = Ink.width(share, plain);
        pen.drawString(share, (float) (right - shareWidth), first);
        pen.setFont(bold);
        String name = evidence.isPresent() ? NodeName.of(tree, decision) : "what the network saw";
        pen.drawString(
                Ink.fitted(name, bold, tile.size().width() - shareWidth - (share.isEmpty() ? 0 : 4)), tile.x(), first);
        pen.setFont(small);
        pen.setColor(Ink.FAINT);
        String below = evidence.isPresent()
                ? "max " + Numerals.plain(scale.high())
                : picture.getWidth() + " × " + picture.getHeight() + " pixels";
        pen.drawString(Ink.fitted(below, small, tile.size().width()), tile.x(), second);
    }

    private void map(PyramidLayout.Tile tile, Scale scale) {
        Region window = window(tile);
        Rectangle frame = tile.map();
        Rectangle place = Thumbnails.fitted(new Extent(window.height(), window.width()), frame);
        Extent size = new Extent(place.height, place.width);
        if (!place.equals(frame)) {
            pen.setColor(EMPTY);
            pen.fill(frame);
        }
        BufferedImage plain = shrunk.computeIfAbsent(new Part(window, size), this::part);
        Optional<Evidence> evidence = tile.node().evidence();
        if (evidence.isEmpty()) {
            pen.drawImage(plain, place.x, place.y, null);
            return;
        }
        Extent input = new Extent(picture.getHeight(), picture.getWidth());
        Tensor values = MapWindow.of(evidence.get().map(), input, window, size);
        pen.drawImage(new Overlay(palette, scale).draw(plain, values), place.x, place.y, null);
        Region field = evidence.get().receptiveField();
        FieldBox.paint(
                pen,
                new Region(field.y() - window.y(), field.x() - window.x(), field.height(), field.width()),
                new Rectangle2D.Double(place.x, place.y, place.width, place.height),
                window.height(),
                window.width(),
                tile.size().large() ? 1.3 : 1);
    }

    /** What the decision above sees: there lies all of a map. */
    private Region window(PyramidLayout.Tile tile) {
        Region whole = Region.whole(picture.getHeight(), picture.getWidth());
        Region seen = Optional.of(tile.parent())
                .filter(parent -> parent >= 0)
                .flatMap(parent -> layout.tiles().get(parent).node().evidence())
                .map(Evidence::receptiveField)
                .map(field -> field.clip(whole.height(), whole.width()))
                .orElse(whole);
        return seen.area() == 0 ? whole : seen;
    }

    private BufferedImage part(Part part) {
        Region window = part.window();
        return Thumbnails.of(picture.getSubimage(window.x(), window.y(), window.width(), window.height()), part.size());
    }

    private void sharp(Rectangle frame, Decision decision) {
        pen.setColor(EMPTY);
        pen.fill(frame);
        sharp.of(decision).ifPresent(view -> {
            BufferedImage signal = view.picture();
            Rectangle place = Thumbnails.fitted(new Extent(signal.getHeight(), signal.getWidth()), frame);
            pen.drawImage(Thumbnails.of(signal, new Extent(place.height, place.width)), place.x, place.y, null);
        });
    }
}
