package io.github.hdecomp.examples.scenes;

import java.awt.Shape;

/** A butterfly or dragonfly from above; they differ in their wings. */
final class Insect implements Subject.Drawer {
    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        if (deciding == Part.BROAD_WINGS) {
            drawBroadWings(sketch, traits);
        } else {
            drawNarrowWings(sketch, traits);
        }
        Chance shape = traits.shape();
        double girth = shape.between(0.09, 0.12);
        int dark = Colours.shaded(traits.main(), 0.6);
        double reach = shape.between(0.26, 0.34);
        sketch.addBoth(Part.ANTENNAE, Colours.BLACK, Shapes.bar(0.04, -0.6, reach, -0.92, 0.045));
        sketch.addBoth(Part.ANTENNAE, Colours.BLACK, Shapes.ellipse(reach, -0.92, 0.055, 0.055));
        sketch.add(Part.BODY, dark, Shapes.ellipse(0, 0.38, girth * 0.8, 0.5));
        for (int i = 0; i < 3; i++) {
            sketch.add(
                    Part.BODY, traits.accent(), Shapes.box(-girth * 0.7, 0.2 + 0.2 * i, girth * 0.7, 0.27 + 0.2 * i));
        }
        sketch.add(Part.BODY, traits.main(), Shapes.ellipse(0, -0.2, girth * 1.2, 0.26));
        sketch.add(Part.INSECT_HEAD, dark, Shapes.ellipse(0, -0.54, girth * 1.2, 0.13));
    }

    private static void drawBroadWings(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.65, 0.8);
        int rim = Colours.shaded(traits.deciding(), 0.5);
        double hind = shape.between(0.6, 0.72);
        sketch.addBoth(
                Part.BROAD_WINGS,
                rim,
                Shapes.blob(0.05, 0, 0.4, -0.02, hind, 0.25, hind - 0.1, 0.6, 0.3, 0.68, 0.1, 0.35));
        sketch.addBoth(
                Part.BROAD_WINGS,
                traits.deciding(),
                Shapes.blob(0.05, 0.02, 0.4, 0.04, hind - 0.08, 0.27, hind - 0.16, 0.54, 0.3, 0.6, 0.12, 0.33));
        sketch.addBoth(
                Part.BROAD_WINGS,
                rim,
                Shapes.blob(0.04, -0.3, 0.35, -0.62, 0.75, top, 0.98, -0.5, 0.85, -0.12, 0.45, 0.06, 0.05, -0.02));
        sketch.addBoth(
                Part.BROAD_WINGS,
                traits.deciding(),
                Shapes.blob(
                        0.1, -0.28, 0.38, -0.54, 0.74, top + 0.09, 0.9, -0.48, 0.78, -0.16, 0.45, -0.02, 0.08, -0.08));
        sketch.addBoth(Part.WING_SPOTS, Colours.WHITE, Shapes.ellipse(0.66, -0.42, 0.11, 0.11));
        sketch.addBoth(Part.WING_SPOTS, Colours.WHITE, Shapes.ellipse(0.4, 0.35, 0.09, 0.09));
    }

    private static void drawNarrowWings(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double fore = shape.between(-0.55, -0.4);
        double hind = shape.between(0.05, 0.2);
        int light = Colours.blended(traits.deciding(), Colours.WHITE, 0.25);
        drawPair(sketch, light, Shapes.turnedEllipse(0.52, (hind - 0.1) / 2, 0.48, 0.1, (hind + 0.1) / 0.9));
        drawPair(sketch, light, Shapes.turnedEllipse(0.52, (fore - 0.26) / 2, 0.48, 0.1, (fore + 0.26) / 0.9));
        int vein = Colours.shaded(traits.deciding(), 0.65);
        drawPair(sketch, vein, Shapes.bar(0.1, -0.1, 0.95, hind, 0.04));
        drawPair(sketch, vein, Shapes.bar(0.1, -0.26, 0.95, fore, 0.04));
    }

    private static void drawPair(Sketch sketch, int rgb, Shape wing) {
        sketch.addBoth(Part.NARROW_WINGS, rgb, wing);
    }
}
