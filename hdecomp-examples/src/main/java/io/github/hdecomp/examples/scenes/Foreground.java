package io.github.hdecomp.examples.scenes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What stands before an object: blades, stones, crests of waves. It never hides a deciding part. */
final class Foreground {
    private static final int MOST = 3;

    private Foreground() {}

    /**
     * Draws what stands before an object.
     *
     * @param sketches of both classes of the pair
     * @param deciding the deciding parts of both
     * @param pose where the object is
     * @return pieces in pixels
     */
    static List<Sketch.Piece> of(
            long key, Backdrop backdrop, List<Sketch> sketches, List<Part> deciding, AffineTransform pose) {
        Chance chance = new Chance(key, "foreground");
        List<Sketch.Piece> pieces = new ArrayList<>();
        for (int i = chance.below(MOST + 1); i > 0; i--) {
            Sketch.Piece piece = new Sketch.Piece(
                    Part.BACKGROUND, Colours.shaded(backdrop.lower(), chance.between(0.6, 1.3)), shape(chance));
            if (!hides(piece.shape().getBounds2D(), sketches, deciding, pose)) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static Shape shape(Chance chance) {
        double x = chance.between(0, Scenes.SIZE);
        double y = chance.between(Scenes.SIZE * 0.45, Scenes.SIZE);
        return switch (chance.below(3)) {
            case 0 -> Shapes.leaf(x, y + 10, x + chance.between(-6, 6), y - 10, 3, 0.1);
            case 1 -> Shapes.ellipse(x, y, chance.between(3, 7), chance.between(3, 5));
            default -> Shapes.leaf(x - 12, y, x + 12, y, 4, -0.1);
        };
    }

    private static boolean hides(Rectangle2D box, List<Sketch> sketches, List<Part> deciding, AffineTransform pose) {
        for (Sketch sketch : sketches) {
            for (Sketch.Piece piece : sketch.pieces()) {
                if (deciding.stream().anyMatch(piece.part()::within)
                        && pose.createTransformedShape(piece.shape()).intersects(box)) {
                    return true;
                }
            }
        }
        return false;
    }
}
