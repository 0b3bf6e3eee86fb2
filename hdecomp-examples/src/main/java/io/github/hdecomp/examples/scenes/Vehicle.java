package io.github.hdecomp.examples.scenes;

/** A car or van from the side; they differ in what is above the chassis. */
final class Vehicle implements Subject.Drawer {
    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        if (deciding == Part.CABIN) {
            drawCabin(sketch, traits);
        } else {
            drawVanBody(sketch, traits);
        }
        drawChassis(sketch, traits);
    }

    private static void drawChassis(Sketch sketch, Traits traits) {
        Chance shape = traits.shape();
        double bonnet = shape.between(0.12, 0.2);
        sketch.add(
                Part.CHASSIS,
                traits.main(),
                Shapes.polygon(
                        -0.95,
                        0.14,
                        -0.9,
                        0.06,
                        0.55,
                        0.06,
                        0.9,
                        bonnet,
                        0.97,
                        bonnet + 0.08,
                        0.97,
                        0.48,
                        -0.97,
                        0.48));
        sketch.add(Part.CHASSIS, Colours.shaded(traits.main(), 0.7), Shapes.box(-0.97, 0.38, 0.97, 0.48));
        if (shape.happens(0.5)) {
            sketch.add(Part.CHASSIS, traits.accent(), Shapes.box(-0.95, 0.2, 0.95, 0.27));
        }
        sketch.add(Part.LAMPS, 0xffe88a, Shapes.ellipse(0.91, bonnet + 0.12, 0.07, 0.07));
        sketch.add(Part.LAMPS, 0xd02a22, Shapes.box(-0.97, 0.14, -0.88, 0.3));
        double wheel = shape.between(0.2, 0.25);
        double apart = shape.between(0.52, 0.6);
        sketch.addBoth(Part.WHEELS, Colours.BLACK, Shapes.ellipse(apart, 0.5, wheel, wheel));
        sketch.addBoth(Part.HUBS, 0xb8bcc0, Shapes.ellipse(apart, 0.5, wheel * 0.45, wheel * 0.45));
    }

    private static void drawCabin(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.3, 0.38);
        double front = shape.between(0.18, 0.28);
        double back = -shape.between(0.35, 0.45);
        sketch.add(
                Part.CABIN,
                traits.deciding(),
                Shapes.polygon(back - 0.28, 0.08, back, top, front, top, front + 0.34, 0.08));
        double sill = 0.02;
        double ceiling = top + 0.07;
        sketch.add(
                Part.CABIN_PANES,
                Colours.PANE,
                Shapes.polygon(back - 0.14, sill, back + 0.04, ceiling, -0.1, ceiling, -0.1, sill));
        sketch.add(
                Part.CABIN_PANES,
                Colours.PANE,
                Shapes.polygon(-0.03, sill, -0.03, ceiling, front - 0.02, ceiling, front + 0.2, sill));
    }

    private static void drawVanBody(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.62, 0.75);
        double front = shape.between(0.3, 0.42);
        sketch.add(
                Part.VAN_BODY,
                traits.deciding(),
                Shapes.polygon(
                        -0.93, 0.1, -0.93, top + 0.06, -0.87, top, front, top, front + 0.12, top + 0.08, 0.72, 0.1));
        sketch.add(
                Part.VAN_PANES,
                Colours.PANE,
                Shapes.polygon(0.12, -0.02, 0.12, top + 0.16, front, top + 0.16, 0.56, -0.02));
        sketch.add(Part.VAN_BODY, Colours.shaded(traits.deciding(), 0.75), Shapes.box(-0.42, top + 0.04, -0.39, 0.08));
    }
}
