package io.github.hdecomp.render;

/**
 * Colours for the values 0 … 1, in steps that look equally large: a path through CIELAB, cut into parts of equal length. What
 * is larger looks hotter: from dark to light, or, of a diverging palette, from blue over white to red.
 */
public final class Palette {
    private static final int STEPS = 1024;

    /** Black over purple and orange to pale yellow: the default. Through colours of matplotlib's inferno (CC0). */
    public static final Palette INFERNO = new Palette(
            "inferno", false, 0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d,
            0xfcffa4);

    /** Purple over green to yellow. Through colours of matplotlib's viridis (CC0). */
    public static final Palette VIRIDIS = new Palette(
            "viridis", false, 0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
            0xfde725);

    /**
     * Blue over grey to yellow, which looks alike with and without red-green blindness. Through colours of cividis (Nuñez,
     * Anderton and Renslow 2018; CC0).
     */
    public static final Palette CIVIDIS = new Palette(
            "cividis", false, 0x00224e, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838);

    /** Blue over near white to red, equally dark at both ends: for signed values on a scale around 0. */
    public static final Palette BLUE_RED =
            new Palette("blue-red", true, 0x1f4e9c, 0x5b8ac6, 0xa9c5e2, 0xf4f4f2, 0xf0b49a, 0xd4715a, 0xa1262f);

    private final String name;
    private final boolean diverging;
    private final int[] colours = new int[STEPS + 1];

    private Palette(String name, boolean diverging, int... through) {
        this.name = name;
        this.diverging = diverging;
        Lab[] stops = new Lab[through.length];
        for (int i = 0; i < through.length; i++) {
            stops[i] = Lab.of(through[i]);
        }
        if (diverging) {
            int middle = through.length / 2;
            fill(stops, 0, middle, 0, STEPS / 2);
            fill(stops, middle, through.length - 1, STEPS / 2, STEPS);
        } else {
            fill(stops, 0, through.length - 1, 0, STEPS);
        }
    }

    /** Walks the stops {@code first} to {@code last} in equal steps, from colour {@code from} to colour {@code to}. */
    private void fill(Lab[] stops, int first, int last, int from, int to) {
        double length = 0;
        for (int i = first; i < last; i++) {
            length += stops[i].distance(stops[i + 1]);
        }
        int stop = first;
        double passed = 0;
        for (int i = from; i <= to; i++) {
            double way = length * (i - from) / (to - from);
            while (stop < last - 1 && passed + stops[stop].distance(stops[stop + 1]) < way) {
                passed += stops[stop].distance(stops[stop + 1]);
                stop++;
            }
            double leg = stops[stop].distance(stops[stop + 1]);
            colours[i] = stops[stop]
                    .towards(stops[stop + 1], Math.min(1, (way - passed) / leg))
                    .rgb();
        }
    }

    /**
     * The palette's name.
     *
     * @return lower case words joined by hyphens, such as {@code inferno}
     */
    public String name() {
        return name;
    }

    /**
     * Whether the middle is neutral and both ends stand out, for signed values.
     *
     * @return true for {@link #BLUE_RED}
     */
    public boolean isDiverging() {
        return diverging;
    }

    /**
     * The colour of a value.
     *
     * @param fraction where the value lies on its scale; cut to 0 … 1, and 0 if it is no number
     * @return the pixel 0xRRGGBB
     */
    public int colour(double fraction) {
        return colours[(int) (Math.min(Math.max(fraction, 0), 1) * STEPS + 0.5)];
    }

    /**
     * The colour of a value on a scale.
     *
     * @param scale what the palette's ends stand for
     * @param value any number
     * @return the pixel 0xRRGGBB
     */
    public int colour(Scale scale, double value) {
        return colour(position(scale, value));
    }

    /** Where on the palette a value lies: where there is nothing to tell apart, at what looks like nothing. */
    double position(Scale scale, double value) {
        boolean flat = scale.low() == scale.high();
        return flat && diverging ? 0.5 : Math.min(Math.max(scale.fraction(value), 0), 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
