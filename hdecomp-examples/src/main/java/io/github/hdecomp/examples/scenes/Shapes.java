package io.github.hdecomp.examples.scenes;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Closed outlines. */
final class Shapes {
    private Shapes() {}

    static Shape ellipse(double x, double y, double radiusX, double radiusY) {
        return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
    }

    static Shape turnedEllipse(double x, double y, double radiusX, double radiusY, double angle) {
        return AffineTransform.getRotateInstance(angle, x, y).createTransformedShape(ellipse(x, y, radiusX, radiusY));
    }

    static Shape box(double left, double top, double right, double bottom) {
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    /** Straight lines through corners given as x, y, x, y … */
    static Shape polygon(double... corners) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** A smooth closed curve through points given as x, y, x, y … (Catmull and Rom 1974). */
    static Shape blob(double... points) {
        int n = points.length / 2;
        Path2D.Double path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 0; i < n; i++) {
            int before = 2 * ((i + n - 1) % n);
            int from = 2 * i;
            int to = 2 * ((i + 1) % n);
            int after = 2 * ((i + 2) % n);
            path.curveTo(
                    points[from] + (points[to] - points[before]) / 6,
                    points[from + 1] + (points[to + 1] - points[before + 1]) / 6,
                    points[to] - (points[after] - points[from]) / 6,
                    points[to + 1] - (points[after + 1] - points[from + 1]) / 6,
                    points[to],
                    points[to + 1]);
        }
        path.closePath();
        return path;
    }

    /** A straight bar between two points. */
    static Shape bar(double fromX, double fromY, double toX, double toY, double width) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        double x = -(toY - fromY) / length * width / 2;
        double y = (toX - fromX) / length * width / 2;
        return polygon(fromX + x, fromY + y, toX + x, toY + y, toX - x, toY - y, fromX - x, fromY - y);
    }

    /** A leaf from its stalk to its tip, broadest in the middle, bent sideways by {@code bend} of its length. */
    static Shape leaf(double fromX, double fromY, double toX, double toY, double width, double bend) {
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double length = Math.hypot(alongX, alongY);
        double acrossX = -alongY / length;
        double acrossY = alongX / length;
        double middleX = fromX + alongX / 2 + acrossX * bend * length;
        double middleY = fromY + alongY / 2 + acrossY * bend * length;
        Path2D.Double path = new Path2D.Double();
        path.moveTo(fromX, fromY);
        path.quadTo(middleX + acrossX * width, middleY + acrossY * width, toX, toY);
        path.quadTo(middleX - acrossX * width, middleY - acrossY * width, fromX, fromY);
        path.closePath();
        return path;
    }
}
