package io.github.hdecomp.render;

/**
 * A colour in CIELAB under the white of sRGB (D65): equal distances look about equally different.
 *
 * @param l lightness L*, 0 black … 100 white
 * @param a from green to red
 * @param b from blue to yellow
 */
record Lab(double l, double a, double b) {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double DELTA = 6.0 / 29;

    /** The colour of an sRGB pixel 0xRRGGBB (IEC 61966-2-1). */
    static Lab of(int rgb) {
        double red = linear(rgb >> 16 & 0xff);
        double green = linear(rgb >> 8 & 0xff);
        double blue = linear(rgb & 0xff);
        double x = compressed((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
        double y = compressed(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = compressed((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
        return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    /** The pixel 0xRRGGBB nearest to this colour; what sRGB cannot show is cut off. */
    int rgb() {
        double y = (l + 16) / 116;
        double x = WHITE_X * expanded(y + a / 500);
        double z = WHITE_Z * expanded(y - b / 200);
        double luminance = expanded(y);
        int red = sample(3.2404542 * x - 1.5371385 * luminance - 0.4985314 * z);
        int green = sample(-0.9692660 * x + 1.8760108 * luminance + 0.0415560 * z);
        int blue = sample(0.0556434 * x - 0.2040259 * luminance + 1.0572252 * z);
        return red << 16 | green << 8 | blue;
    }

    /** How different two colours look: their Euclidean distance (ΔE of 1976). */
    double distance(Lab other) {
        return Math.sqrt((l - other.l) * (l - other.l) + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b));
    }

    /** The colour at a fraction of the straight way to another. */
    Lab towards(Lab other, double fraction) {
        return new Lab(l + fraction * (other.l - l), a + fraction * (other.a - a), b + fraction * (other.b - b));
    }

    private static double linear(int sample) {
        double v = sample / 255.0;
        return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
    }

    private static int sample(double linear) {
        double v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * StrictMath.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.min(Math.max(v, 0), 1));
    }

    private static double compressed(double t) {
        return t > DELTA * DELTA * DELTA ? StrictMath.cbrt(t) : t / (3 * DELTA * DELTA) + 4.0 / 29;
    }

    private static double expanded(double t) {
        return t > DELTA ? t * t * t : 3 * DELTA * DELTA * (t - 4.0 / 29);
    }
}
