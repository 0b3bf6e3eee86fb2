package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A rectangle around a region of the picture, such as a receptive field: white within black, so that it shows on anything. */
public final class FieldBox {
    /** The border of a box smaller than this, in units of its thickness, lies around it, so that its inside can be seen. */
    private static final double SMALL = 24;

    private FieldBox() {}

    /**
     * Draws the border of a region.
     *
     * @param picture what it is drawn on; may be larger than the input that the region is measured in. Modified.
     * @param region in pixels of the input
     * @param inputHeight rows of the input
     * @param inputWidth columns of the input
     */
    public static void draw(BufferedImage picture, Region region, int inputHeight, int inputWidth) {
        Graphics2D pen = Ink.on(picture);
        paint(
                pen,
                region,
                new Rectangle2D.Double(0, 0, picture.getWidth(), picture.getHeight()),
                inputHeight,
                inputWidth,
                Math.max(1, Math.min(picture.getWidth(), picture.getHeight()) / 150.0));
        pen.dispose();
    }

    /** Draws the border inside a frame that shows the whole input. */
    static void paint(
            Graphics2D pen, Region region, Rectangle2D frame, int inputHeight, int inputWidth, double thickness) {
        double sx = frame.getWidth() / inputWidth;
        double sy = frame.getHeight() / inputHeight;
        double left = Math.max(frame.getX() + region.x() * sx, frame.getX());
        double top = Math.max(frame.getY() + region.y() * sy, frame.getY());
        double right = Math.min(frame.getX() + region.right() * sx, frame.getMaxX());
        double bottom = Math.min(frame.getY() + region.bottom() * sy, frame.getMaxY());
        boolean small = Math.min(right - left, bottom - top) < SMALL * thickness;
        double inset = small ? -thickness : 1.5 * thickness;
        Rectangle2D box = new Rectangle2D.Double(
                left + inset,
                top + inset,
                Math.max(right - left - 2 * inset, thickness),
                Math.max(bottom - top - 2 * inset, thickness));
        pen.setStroke(new BasicStroke((float) (3 * thickness), BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
        pen.setColor(new Color(0, 0, 0, 160));
        pen.draw(box);
        pen.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
        pen.setColor(Color.WHITE);
        pen.draw(box);
    }
}
