package io.github.hdecomp.examples.failure;

import io.github.hdecomp.map.Mask;
import java.awt.image.BufferedImage;

/** Hides a part of a picture under one colour: the mean of what surrounds it, or its own mean where nothing does. */
final class Occlusion {
    /** How far beyond the part the cover reaches, so that its blurred edge is hidden too. */
    private static final int MARGIN = 1;

    private static final int SURROUNDINGS = 5;

    private Occlusion() {}

    static BufferedImage of(BufferedImage picture, Mask part, boolean surrounded) {
        Mask cover = surrounded ? part.dilate(MARGIN + 1) : part;
        Mask source = surrounded ? part.dilate(SURROUNDINGS) : part;
        int width = picture.getWidth();
        int height = picture.getHeight();
        long[] sums = new long[3];
        int count = 0;
        for (int i = 0; i < width * height; i++) {
            if (source.contains(i) && (!surrounded || !cover.contains(i))) {
                int rgb = picture.getRGB(i % width, i / width);
                for (int band = 0; band < 3; band++) {
                    sums[band] += (rgb >> (8 * band)) & 0xff;
                }
                count++;
            }
        }
        int colour = 0;
        for (int band = 0; band < 3; band++) {
            colour |= (int) (sums[band] / Math.max(count, 1)) << (8 * band);
        }
        BufferedImage covered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            covered.setRGB(i % width, i / width, cover.contains(i) ? colour : picture.getRGB(i % width, i / width));
        }
        return covered;
    }
}
