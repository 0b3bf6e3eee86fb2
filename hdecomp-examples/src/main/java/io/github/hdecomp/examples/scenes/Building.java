package io.github.hdecomp.examples.scenes;

/** A building from the front; it has a chimney or a steeple. */
final class Building implements Subject.Drawer {
    private static final double LEFT = -0.9;
    private static final double RIGHT = 0.45;
    private static final double GROUND = 0.9;

    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        if (deciding == Part.CHIMNEY) {
            drawChimney(sketch, traits);
        }
        drawHouse(sketch, traits);
        if (deciding == Part.STEEPLE) {
            drawSteeple(sketch, traits);
        }
    }

    private static void drawHouse(Sketch sketch, Traits traits) {
        Chance shape = traits.shape();
        double eaves = shape.between(0, 0.12);
        double middle = (LEFT + RIGHT) / 2;
        sketch.add(Part.WALLS, traits.main(), Shapes.box(LEFT, eaves, RIGHT, GROUND));
        double ridge = eaves - shape.between(0.46, 0.58);
        int tiles = Colours.hsb(shape.between(0, 0.1), shape.between(0.4, 0.8), shape.between(0.35, 0.7));
        sketch.add(
                Part.ROOF, tiles, Shapes.polygon(LEFT - 0.1, eaves + 0.03, middle, ridge, RIGHT + 0.1, eaves + 0.03));
        double door = shape.between(0.13, 0.17);
        sketch.add(Part.DOOR, traits.accent(), Shapes.box(middle - door, 0.42, middle + door, GROUND));
        sketch.add(Part.DOOR, Colours.BLACK, Shapes.ellipse(middle + door * 0.6, 0.66, 0.035, 0.035));
        drawWindow(sketch, LEFT + 0.1, eaves + 0.2);
        drawWindow(sketch, RIGHT - 0.38, eaves + 0.2);
    }

    private static void drawWindow(Sketch sketch, double x, double y) {
        int frame = Colours.shaded(Colours.WHITE, 0.98);
        sketch.add(Part.WINDOWS, frame, Shapes.box(x, y, x + 0.28, y + 0.28));
        sketch.add(Part.WINDOWS, Colours.shaded(Colours.PANE, 0.7), Shapes.box(x + 0.04, y + 0.04, x + 0.24, y + 0.24));
        sketch.add(Part.WINDOWS, frame, Shapes.box(x + 0.12, y, x + 0.16, y + 0.28));
        sketch.add(Part.WINDOWS, frame, Shapes.box(x, y + 0.12, x + 0.28, y + 0.16));
    }

    private static void drawChimney(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.62, 0.72);
        double x = shape.between(0.06, 0.14);
        for (int i = 0; i < 3; i++) {
            double size = 0.1 + 0.04 * i;
            sketch.add(
                    Part.CHIMNEY_SMOKE,
                    Colours.shaded(0xd0d0d4, shape.between(0.8, 1.1)),
                    Shapes.ellipse(x + 0.2 + 0.2 * i, top - 0.1 - 0.08 * i, size * 1.2, size));
        }
        sketch.add(Part.CHIMNEY, traits.deciding(), Shapes.box(x, top, x + 0.25, 0.05));
        sketch.add(
                Part.CHIMNEY,
                Colours.shaded(traits.deciding(), 0.6),
                Shapes.box(x - 0.04, top - 0.04, x + 0.29, top + 0.07));
    }

    private static void drawSteeple(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.2, 0.32);
        double left = 0.3;
        double right = left + shape.between(0.44, 0.54);
        double middle = (left + right) / 2;
        sketch.add(Part.STEEPLE, traits.deciding(), Shapes.box(left, top, right, GROUND));
        sketch.add(Part.STEEPLE, Colours.BLACK, Shapes.ellipse(middle, top + 0.18, 0.1, 0.1));
        sketch.add(Part.STEEPLE, Colours.WHITE, Shapes.ellipse(middle, top + 0.18, 0.075, 0.075));
        sketch.add(Part.STEEPLE, Colours.BLACK, Shapes.box(middle - 0.06, top + 0.5, middle + 0.06, top + 0.72));
        double tip = top - shape.between(0.46, 0.56);
        sketch.add(
                Part.SPIRE,
                Colours.shaded(traits.deciding(), 0.55),
                Shapes.polygon(left - 0.07, top, middle, tip, right + 0.07, top));
        sketch.add(Part.CROSS, 0x5a4410, Shapes.box(middle - 0.025, tip - 0.2, middle + 0.025, tip + 0.02));
        sketch.add(Part.CROSS, 0x5a4410, Shapes.box(middle - 0.09, tip - 0.15, middle + 0.09, tip - 0.1));
    }
}
