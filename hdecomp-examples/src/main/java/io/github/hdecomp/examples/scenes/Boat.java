package io.github.hdecomp.examples.scenes;

/** A boat from the side; it has sails or a funnel. */
final class Boat implements Subject.Drawer {
    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        if (deciding == Part.SAILS) {
            drawSails(sketch, traits);
        } else {
            drawFunnel(sketch, traits);
        }
        drawHull(sketch, traits);
    }

    private static void drawHull(Sketch sketch, Traits traits) {
        Chance shape = traits.shape();
        double deck = shape.between(0.3, 0.36);
        double house = deck - shape.between(0.18, 0.26);
        sketch.add(Part.DECKHOUSE, Colours.shaded(Colours.WHITE, 0.95), Shapes.box(-0.5, house, 0.38, deck + 0.05));
        for (int i = 0; i < 4; i++) {
            double x = -0.42 + 0.2 * i;
            sketch.add(
                    Part.DECKHOUSE,
                    Colours.shaded(Colours.PANE, 0.6),
                    Shapes.box(x, house + 0.05, x + 0.11, house + 0.14));
        }
        sketch.add(Part.FLAG, Colours.BLACK, Shapes.bar(-0.82, deck, -0.82, deck - 0.5, 0.04));
        sketch.add(
                Part.FLAG, traits.accent(), Shapes.polygon(-0.82, deck - 0.5, -0.56, deck - 0.4, -0.82, deck - 0.26));
        double keel = shape.between(0.72, 0.84);
        sketch.add(
                Part.HULL,
                traits.main(),
                Shapes.polygon(-0.95, deck, 0.7, deck, 0.98, deck - 0.08, 0.68, keel, -0.72, keel));
        sketch.add(
                Part.HULL,
                Colours.shaded(traits.main(), 0.65),
                Shapes.polygon(-0.79, keel - 0.13, 0.73, keel - 0.13, 0.68, keel, -0.72, keel));
        int portholes = 3 + shape.below(3);
        for (int i = 0; i < portholes; i++) {
            double x = -0.6 + 1.15 * i / (portholes - 1);
            sketch.add(Part.PORTHOLES, Colours.WHITE, Shapes.ellipse(x, deck + 0.14, 0.065, 0.065));
        }
    }

    private static void drawSails(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.9, 1);
        double boom = shape.between(0, 0.1);
        sketch.add(Part.MAST, 0x6a4a30, Shapes.bar(-0.05, 0.3, -0.05, top, 0.06));
        sketch.add(
                Part.SAILS, traits.deciding(), Shapes.polygon(0, top + 0.04, 0, boom, shape.between(0.65, 0.85), boom));
        sketch.add(
                Part.SAILS,
                Colours.shaded(traits.deciding(), 0.86),
                Shapes.polygon(-0.1, top + 0.12, -0.1, boom, -shape.between(0.5, 0.65), boom));
    }

    private static void drawFunnel(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        double top = -shape.between(0.38, 0.5);
        double width = shape.between(0.17, 0.22);
        double lean = shape.between(0.02, 0.1);
        for (int i = 0; i < 3; i++) {
            double size = 0.1 + 0.045 * i;
            sketch.add(
                    Part.FUNNEL_SMOKE,
                    Colours.shaded(0xc4c4c8, shape.between(0.8, 1.1)),
                    Shapes.ellipse(-lean - 0.05 - 0.24 * i, top - 0.12 - 0.13 * i, size * 1.2, size));
        }
        sketch.add(
                Part.FUNNEL,
                traits.deciding(),
                Shapes.polygon(-width, 0.3, -width - lean, top, width - lean, top, width, 0.3));
        double band = top + 0.16;
        sketch.add(
                Part.FUNNEL,
                Colours.shaded(traits.deciding(), 0.45),
                Shapes.polygon(-width - lean, top, -width - lean, band, width - lean, band, width - lean, top));
    }
}
