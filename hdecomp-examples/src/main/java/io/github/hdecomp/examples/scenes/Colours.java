package io.github.hdecomp.examples.scenes;

import java.awt.Color;

/** Colours as 0xRRGGBB. */
final class Colours {
    static final int WHITE = 0xf4f4f0;
    static final int BLACK = 0x1c1a1a;
    static final int PANE = 0xaed4e6;

    private Colours() {}

    static int hsb(double hue, double saturation, double brightness) {
        return Color.HSBtoRGB((float) hue, (float) saturation, (float) brightness) & 0xffffff;
    }

    /** A colour made lighter (above 1) or darker (below 1). */
    static int shaded(int rgb, double factor) {
        return (channel(rgb >> 16, factor) << 16) | (channel(rgb >> 8, factor) << 8) | channel(rgb, factor);
    }

    private static int channel(int value, double factor) {
        return Math.min(255, (int) ((value & 0xff) * factor));
    }

    /** A colour between two. */
    static int blended(int first, int second, double amountOfSecond) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = (first >> shift) & 0xff;
            int to = (second >> shift) & 0xff;
            result |= (int) (from + (to - from) * amountOfSecond) << shift;
        }
        return result;
    }

    /** The sum of the channels' differences, 0 … 765. */
    static int distance(int first, int second) {
        return Math.abs(((first >> 16) & 0xff) - ((second >> 16) & 0xff))
                + Math.abs(((first >> 8) & 0xff) - ((second >> 8) & 0xff))
                + Math.abs((first & 0xff) - (second & 0xff));
    }
}
