package io.github.hdecomp.render;

import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import java.awt.image.BufferedImage;

/**
 * A map as colours.
 *
 * @param palette which colours
 * @param scale for which values
 */
public record HeatMap(Palette palette, Scale scale) {

    /**
     * Draws a map, enlarged bilinearly.
     *
     * @param map shape (h, w) or (1, h, w)
     * @param height rows of the picture
     * @param width columns of the picture
     * @return an opaque picture
     * @throws IllegalArgumentException if the map has another shape
     */
    public BufferedImage draw(Tensor map, int height, int width) {
        Tensor values = Upsampling.BILINEAR.apply(plane(map), height, width);
        int[] pixels = new int[height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = palette.colour(scale, values.get(i));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }

    /** The map as shape (h, w). */
    static Tensor plane(Tensor map) {
        int rank = map.shape().rank();
        if (rank == 2) {
            return map;
        }
        if (rank != 3 || map.shape().channels() != 1) {
            throw new IllegalArgumentException("heat map: a map of shape " + map.shape()
                    + ", expected (h, w) or (1, h, w); add up the channels or choose one");
        }
        return map.reshape(Shape.of(map.shape().height(), map.shape().width()));
    }
}
