package io.github.hdecomp.examples.scenes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** The pieces of an object in the order in which they are drawn, what is behind first. */
final class Sketch {
    /** A surface of one colour that shows a part. */
    record Piece(Part part, int rgb, Shape shape) {}

    private static final AffineTransform MIRROR = AffineTransform.getScaleInstance(-1, 1);

    private final List<Piece> pieces;
    private final AffineTransform placed;

    Sketch() {
        this(new ArrayList<>(), new AffineTransform());
    }

    private Sketch(List<Piece> pieces, AffineTransform placed) {
        this.pieces = pieces;
        this.placed = placed;
    }

    /** The same sketch, in which what is added is turned around a point. */
    Sketch turned(double angle, double x, double y) {
        AffineTransform turned = new AffineTransform(placed);
        turned.rotate(angle, x, y);
        return new Sketch(pieces, turned);
    }

    void add(Part part, int rgb, Shape shape) {
        pieces.add(new Piece(part, rgb, placed.isIdentity() ? shape : placed.createTransformedShape(shape)));
    }

    /** Adds a shape and its mirror image on the other side of the vertical axis. */
    void addBoth(Part part, int rgb, Shape shape) {
        add(part, rgb, shape);
        add(part, rgb, MIRROR.createTransformedShape(shape));
    }

    List<Piece> pieces() {
        return pieces;
    }
}
