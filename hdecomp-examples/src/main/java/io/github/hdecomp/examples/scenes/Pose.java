package io.github.hdecomp.examples.scenes;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Where an object stands in the picture: scale, mirror, turn and place, the same for both classes of a pair. */
final class Pose {
    private static final double LEAST_RADIUS = 29;
    private static final double LARGEST_RADIUS = 44;
    private static final double MARGIN = 2;

    private Pose() {}

    /**
     * Draws a pose.
     *
     * @param sketches of both classes of the pair, which the picture is to hold whole
     * @return from the sketch's square to pixels
     */
    static AffineTransform of(long key, Subject subject, List<Sketch> sketches) {
        Chance chance = new Chance(key, "pose");
        double radius = chance.between(LEAST_RADIUS, LARGEST_RADIUS);
        double aspect = chance.between(0.88, 1.12);
        boolean mirrored = chance.happens(0.5);
        AffineTransform pose = AffineTransform.getRotateInstance(chance.between(-subject.tilt(), subject.tilt()));
        pose.shear(chance.between(-0.1, 0.1), 0);
        pose.scale(mirrored ? -radius * aspect : radius * aspect, radius / aspect);
        Rectangle2D bounds = bounds(sketches, pose);
        double room = Scenes.SIZE - 2 * MARGIN;
        double fit = Math.min(1, Math.min(room / bounds.getWidth(), room / bounds.getHeight()));
        double x = MARGIN + chance.between(0, room - bounds.getWidth() * fit) - bounds.getX() * fit;
        double y = MARGIN + chance.between(0, room - bounds.getHeight() * fit) - bounds.getY() * fit;
        AffineTransform placed = AffineTransform.getTranslateInstance(x, y);
        placed.scale(fit, fit);
        placed.concatenate(pose);
        return placed;
    }

    /** A box that holds all pieces. */
    private static Rectangle2D bounds(List<Sketch> sketches, AffineTransform pose) {
        Rectangle2D all = new Rectangle2D.Double(0, 0, 0, 0);
        Point2D corner = new Point2D.Double();
        for (Sketch sketch : sketches) {
            for (Sketch.Piece piece : sketch.pieces()) {
                Rectangle2D box = piece.shape().getBounds2D();
                for (int i = 0; i < 4; i++) {
                    corner.setLocation(
                            i % 2 == 0 ? box.getMinX() : box.getMaxX(), i < 2 ? box.getMinY() : box.getMaxY());
                    all.add(pose.transform(corner, corner));
                }
            }
        }
        return all;
    }
}
