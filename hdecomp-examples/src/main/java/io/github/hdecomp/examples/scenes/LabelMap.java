package io.github.hdecomp.examples.scenes;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.EnumSet;
import java.util.Set;

/** The part that every pixel of a picture belongs to: the front-most one that covers the pixel's centre. */
public final class LabelMap {
    private final byte[] labels;

    private LabelMap(byte[] labels) {
        this.labels = labels;
    }

    static LabelMap of(int[] ids) {
        byte[] labels = new byte[ids.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) ids[i];
        }
        return new LabelMap(labels);
    }

    /**
     * The part that a pixel belongs to.
     *
     * @param pixel row times {@link Scenes#SIZE} plus column
     * @return the {@link Part#id() id} of a part
     */
    public int id(int pixel) {
        return labels[pixel];
    }

    /**
     * The pixels that a part and its parts' parts cover.
     *
     * @param part a part, or the background
     * @return one truth value per pixel, row by row
     */
    public boolean[] mask(Part part) {
        boolean[] inside = new boolean[Part.values().length];
        for (Part candidate : Part.values()) {
            inside[candidate.id()] = candidate.within(part);
        }
        boolean[] mask = new boolean[labels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[labels[i]];
        }
        return mask;
    }

    /**
     * How much of a part is seen.
     *
     * @param part a part, or the background
     * @return pixels that it or its parts' parts cover
     */
    public int area(Part part) {
        int area = 0;
        for (boolean covered : mask(part)) {
            area += covered ? 1 : 0;
        }
        return area;
    }

    /**
     * The parts that are seen.
     *
     * @return those with a pixel of their own, with the background
     */
    public Set<Part> visible() {
        Part[] parts = Part.values();
        Set<Part> visible = EnumSet.noneOf(Part.class);
        for (byte label : labels) {
            visible.add(parts[label]);
        }
        return visible;
    }

    /**
     * The map as a picture.
     *
     * @return grey samples of 8 bits, each the id of a part
     */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(Scenes.SIZE, Scenes.SIZE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(labels, 0, samples, 0, labels.length);
        return image;
    }
}
