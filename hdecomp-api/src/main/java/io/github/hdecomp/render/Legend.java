package io.github.hdecomp.render;

import io.github.hdecomp.text.Numerals;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * What the colours of a map stand for: the palette as a bar, with the values of its ends and, where it lies between them, 0.
 *
 * @param palette which colours
 * @param scale for which values
 * @param caption what the values are, such as {@code A, in units of the logit}; may be empty
 */
public record Legend(Palette palette, Scale scale, String caption) {
    private static final Font FONT = Ink.font(11);
    private static final int BAR = 10;

    /** Rows that a legend takes. */
    public static final int HEIGHT = 42;

    /**
     * The legend as a picture of its own.
     *
     * @param width its columns, at least 40
     * @return {@link #HEIGHT} rows on white
     * @throws IllegalArgumentException if it is too narrow for its numbers
     */
    public BufferedImage draw(int width) {
        if (width < 40) {
            throw new IllegalArgumentException("legend: " + width + " pixels wide, expected at least 40");
        }
        BufferedImage image = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Ink.on(image);
        pen.setColor(Ink.PAPER);
        pen.fillRect(0, 0, width, HEIGHT);
        paint(pen, 0, 0, width);
        pen.dispose();
        return image;
    }

    /** Draws it at a place. */
    void paint(Graphics2D pen, int x, int y, int width) {
        paint(pen, x, y, width, Numerals.plain(scale.high()));
    }

    /** Draws it at a place, with other words at the high end. */
    void paint(Graphics2D pen, int x, int y, int width, String high) {
        pen.setFont(FONT);
        pen.setColor(Ink.FAINT);
        pen.drawString(Ink.fitted(caption, FONT, width), x, y + 11);
        for (int i = 0; i < width; i++) {
            pen.setColor(new Color(palette.colour(width == 1 ? 0 : (double) i / (width - 1))));
            pen.fillRect(x + i, y + 16, 1, BAR);
        }
        pen.setColor(Ink.TEXT);
        String low = Numerals.plain(scale.low());
        double right = x + width - Ink.width(high, FONT);
        pen.drawString(low, x, y + 38);
        pen.drawString(high, (float) right, y + 38);
        if (scale.low() < 0 && scale.high() > 0) {
            double zero = x + scale.fraction(0) * width - Ink.width("0", FONT) / 2;
            if (zero > x + Ink.width(low + " ", FONT) && zero + Ink.width("0 ", FONT) < right) {
                pen.drawString("0", (float) zero, y + 38);
            }
        }
    }
}
