package io.github.hdecomp.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** What all drawings share: colours, fonts, and how lines and letters are smoothed. */
final class Ink {
    static final Color PAPER = new Color(0xffffff);
    static final Color TEXT = new Color(0x1b1f24);
    static final Color FAINT = new Color(0x5b6470);
    static final Color RULE = new Color(0xc9d0d8);

    /** How letters are measured: independent of any display. */
    static final FontRenderContext LETTERS = new FontRenderContext(null, true, true);

    private Ink() {}

    /** A pen on a picture. */
    static Graphics2D on(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(TEXT);
        return pen;
    }

    static Font font(double size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size);
    }

    static Font bold(double size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) size);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, LETTERS).getWidth();
    }

    /** The text, cut with an ellipsis where it would be wider than allowed, and on one line. */
    static String fitted(String text, Font font, double width) {
        String line = oneLine(text);
        if (width(line, font) <= width) {
            return line;
        }
        int low = 0;
        int high = line.codePointCount(0, line.length());
        while (low < high) {
            int middle = (low + high + 1) / 2;
            boolean fits = width(cut(line, middle), font) <= width;
            low = fits ? middle : low;
            high = fits ? high : middle - 1;
        }
        return low == 0 ? "" : cut(line, low);
    }

    /** The text in lines of at most a width, broken between words, or inside words that are too long; the last is cut. */
    static List<String> wrapped(String text, Font font, double width, int lines) {
        List<String> wrapped = new ArrayList<>();
        String rest = oneLine(text);
        while (!rest.isEmpty() && wrapped.size() < lines - 1 && width(rest, font) > width) {
            int end = breakable(rest, font, width);
            wrapped.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            wrapped.add(fitted(rest, font, width));
        }
        return wrapped;
    }

    /** Where a line that is too long breaks: behind the last space that fits, or else the last character; at least one. */
    private static int breakable(String text, Font font, double width) {
        int fits = text.offsetByCodePoints(0, 1);
        while (fits < text.length() && width(text.substring(0, text.offsetByCodePoints(fits, 1)), font) <= width) {
            fits = text.offsetByCodePoints(fits, 1);
        }
        int space = text.lastIndexOf(' ', fits);
        return space > 0 ? space : fits;
    }

    private static String cut(String line, int codePoints) {
        return line.substring(0, line.offsetByCodePoints(0, codePoints)).stripTrailing() + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
