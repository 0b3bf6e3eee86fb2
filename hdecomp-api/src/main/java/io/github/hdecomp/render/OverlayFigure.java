package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Tensor;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * A map over its picture with a title above and the legend below, ready to be shown to someone.
 *
 * @param overlay how the map is drawn
 * @param title what is shown, in one line; cut where it is too long
 * @param caption what the values are, for the legend
 */
public record OverlayFigure(Overlay overlay, String title, String caption) {
    private static final Font TITLE = Ink.bold(13);
    private static final int LINE = 22;

    /**
     * Draws the figure.
     *
     * @param picture what the network saw. Not modified.
     * @param map shape (h, w) or (1, h, w)
     * @param field the region to mark, in pixels of the picture; empty for none
     * @return title, picture and legend on white, as wide as the picture, or 120 pixels if that is narrower
     */
    public BufferedImage draw(BufferedImage picture, Tensor map, Optional<Region> field) {
        int height = picture.getHeight();
        int width = picture.getWidth();
        int whole = Math.max(width, 120);
        BufferedImage drawn = overlay.draw(picture, map);
        field.ifPresent(region -> FieldBox.draw(drawn, region, height, width));
        BufferedImage figure = new BufferedImage(whole, LINE + height + 4 + Legend.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Ink.on(figure);
        pen.setColor(Ink.PAPER);
        pen.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        pen.setColor(Ink.TEXT);
        pen.setFont(TITLE);
        pen.drawString(Ink.fitted(title, TITLE, whole), 0, 15);
        pen.drawImage(drawn, (whole - width) / 2, LINE, null);
        new Legend(overlay.palette(), overlay.scale(), caption).paint(pen, 0, LINE + height + 4, whole);
        pen.dispose();
        return figure;
    }
}
