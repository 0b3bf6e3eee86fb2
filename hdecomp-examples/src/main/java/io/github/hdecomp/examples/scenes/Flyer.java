package io.github.hdecomp.examples.scenes;

import java.awt.geom.Path2D;

/** A bird or plane from below; they differ in their wings. */
final class Flyer implements Subject.Drawer {
    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        if (deciding == Part.FEATHERED_WINGS) {
            drawFeatheredWings(sketch, traits);
        } else {
            drawRigidWings(sketch, traits);
        }
        Chance shape = traits.shape();
        double fan = shape.between(0.26, 0.36);
        sketch.add(
                Part.TAIL_FAN,
                Colours.shaded(traits.main(), 0.75),
                Shapes.polygon(-0.06, 0.45, 0.06, 0.45, fan, 0.92, 0, 0.84, -fan, 0.92));
        double girth = shape.between(0.15, 0.2);
        sketch.add(Part.BEAK, 0xe89a20, Shapes.polygon(-0.08, -0.68, 0.08, -0.68, 0, -0.98));
        sketch.add(
                Part.FUSELAGE,
                traits.main(),
                Shapes.blob(
                        0,
                        -0.78,
                        girth * 0.8,
                        -0.6,
                        girth,
                        -0.15,
                        girth * 0.6,
                        0.4,
                        0,
                        0.72,
                        -girth * 0.6,
                        0.4,
                        -girth,
                        -0.15,
                        -girth * 0.8,
                        -0.6));
        sketch.add(
                Part.FUSELAGE,
                Colours.blended(traits.main(), Colours.WHITE, 0.45),
                Shapes.ellipse(0, -0.05, girth * 0.5, 0.38));
        sketch.addBoth(Part.COCKPIT, Colours.BLACK, Shapes.ellipse(girth * 0.42, -0.6, 0.045, 0.06));
    }

    private static void drawFeatheredWings(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double raise = shape.between(-0.1, 0.08);
        double tip = shape.between(0.92, 1);
        Path2D.Double wing = new Path2D.Double();
        wing.moveTo(0.05, -0.38);
        wing.quadTo(0.3, -0.62 + raise, 0.6, -0.42 + raise);
        wing.quadTo(0.85, -0.3 + raise, tip, 0.12 + raise);
        double[] notches = {0.86, 0.04, 0.82, 0.24, 0.7, 0.1, 0.64, 0.32, 0.5, 0.14, 0.44, 0.36, 0.3, 0.16, 0.24, 0.32};
        for (int i = 0; i < notches.length; i += 2) {
            double x = notches[i];
            wing.lineTo(x, notches[i + 1] + raise * x);
        }
        wing.lineTo(0.05, 0.2);
        wing.closePath();
        sketch.addBoth(Part.FEATHERED_WINGS, traits.deciding(), wing);
        sketch.addBoth(
                Part.FEATHERED_WINGS,
                Colours.shaded(traits.deciding(), 0.7),
                Shapes.leaf(0.1, -0.3, 0.85, -0.12 + raise, 0.14, -0.13));
    }

    private static void drawRigidWings(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double sweep = shape.between(0.1, 0.28);
        double chord = shape.between(0.15, 0.19);
        double tip = shape.between(0.95, 1);
        sketch.addBoth(
                Part.ENGINES,
                Colours.shaded(traits.deciding(), 0.5),
                Shapes.ellipse(0.42, -0.16 + sweep * 0.4, 0.075, 0.2));
        sketch.addBoth(
                Part.RIGID_WINGS,
                traits.deciding(),
                Shapes.polygon(0, -0.26, tip, -0.16 + sweep, tip, -0.16 + sweep + chord, 0, 0.12));
        sketch.addBoth(
                Part.RIGID_WINGS,
                Colours.shaded(traits.deciding(), 0.6),
                Shapes.polygon(
                        tip - 0.14,
                        -0.17 + sweep,
                        tip,
                        -0.16 + sweep,
                        tip,
                        -0.16 + sweep + chord,
                        tip - 0.14,
                        -0.13 + sweep + chord));
    }
}
