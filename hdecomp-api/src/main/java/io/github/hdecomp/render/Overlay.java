package io.github.hdecomp.render;

import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;

/**
 * A map laid over the picture that it belongs to. The picture turns grey and darker, and a value covers it the more, the
 * farther it lies from what means nothing: the low end of the scale, or the middle of a diverging palette. So the place of
 * evidence stands out and the rest of the picture stays readable.
 *
 * @param palette which colours
 * @param scale for which values
 * @param opacity how much the strongest values cover the picture, 0 … 1
 */
public record Overlay(Palette palette, Scale scale, double opacity) {
    /** Half of the scale is enough for the full opacity: below it, the picture shines through. */
    private static final double RISE = 2;

    private static final double SATURATION = 0.25;
    private static final double BRIGHTNESS = 0.8;

    /**
     * Checks the range.
     *
     * @param palette see above
     * @param scale see above
     * @param opacity see above
     */
    public Overlay {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("overlay: opacity " + opacity + " must lie in 0 … 1");
        }
    }

    /**
     * An overlay that lets a quarter of the picture through where values are strongest.
     *
     * @param palette which colours
     * @param scale for which values
     */
    public Overlay(Palette palette, Scale scale) {
        this(palette, scale, 0.75);
    }

    /**
     * Draws a map over a picture, enlarged bilinearly to its size.
     *
     * @param picture what the network saw. Not modified.
     * @param map shape (h, w) or (1, h, w)
     * @return an opaque picture of the same size
     * @throws IllegalArgumentException if the map has another shape
     */
    public BufferedImage draw(BufferedImage picture, Tensor map) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        Tensor values = Upsampling.BILINEAR.apply(HeatMap.plane(map), height, width);
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            double position = palette.position(scale, values.get(i));
            double strength = palette.isDiverging() ? Math.abs(2 * position - 1) : position;
            double cover = opacity * Math.min(1, RISE * strength);
            pixels[i] = blended(quiet(pixels[i]), palette.colour(position), cover);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    /** A pixel with less colour and less light. */
    static int quiet(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        double grey = (0.2126 * red + 0.7152 * green + 0.0722 * blue) * (1 - SATURATION);
        return (int) (BRIGHTNESS * (grey + SATURATION * red) + 0.5) << 16
                | (int) (BRIGHTNESS * (grey + SATURATION * green) + 0.5) << 8
                | (int) (BRIGHTNESS * (grey + SATURATION * blue) + 0.5);
    }

    private static int blended(int below, int above, double cover) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double mixed = (1 - cover) * (below >> shift & 0xff) + cover * (above >> shift & 0xff);
            result |= (int) (mixed + 0.5) << shift;
        }
        return result;
    }
}
