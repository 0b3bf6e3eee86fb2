package io.github.hdecomp.examples.scenes;

/** A tree or palm; they differ in their crown. */
final class Plant implements Subject.Drawer {
    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        Chance shape = traits.shape();
        double bend = shape.between(-0.12, 0.12);
        double foot = shape.between(0.12, 0.17);
        double top = foot * 0.6;
        sketch.add(
                Part.TRUNK,
                traits.main(),
                Shapes.blob(-foot, 0.9, -top + bend, 0.3, -top, -0.3, top, -0.3, top + bend, 0.3, foot, 0.9, 0, 0.95));
        int stone = Colours.shaded(0x9a958c, shape.between(0.7, 1.1));
        sketch.add(Part.STONES, stone, Shapes.ellipse(-0.27, 0.9, 0.16, 0.1));
        sketch.add(Part.STONES, Colours.shaded(stone, 0.8), Shapes.ellipse(0.22, 0.88, 0.13, 0.11));
        sketch.add(Part.STONES, Colours.shaded(stone, 1.15), Shapes.ellipse(0.4, 0.93, 0.1, 0.07));
        if (deciding == Part.LEAFY_CROWN) {
            drawLeafyCrown(sketch, traits);
        } else {
            drawFronds(sketch, traits);
        }
    }

    private static void drawLeafyCrown(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        int lobes = 7;
        double turn = shape.between(0, 1);
        for (int i = 0; i < lobes; i++) {
            double angle = 2 * Math.PI * (i + turn) / lobes;
            sketch.add(
                    Part.LEAFY_CROWN,
                    Colours.shaded(traits.deciding(), shape.between(0.82, 1.08)),
                    Shapes.ellipse(0.4 * Math.cos(angle), -0.42 + 0.26 * Math.sin(angle), 0.3, 0.27));
        }
        sketch.add(Part.LEAFY_CROWN, traits.deciding(), Shapes.ellipse(0, -0.45, 0.4, 0.34));
        for (int i = 0; i < 5; i++) {
            double angle = shape.between(0, 2 * Math.PI);
            double from = shape.between(0.15, 0.5);
            sketch.add(
                    Part.FRUITS,
                    traits.accent(),
                    Shapes.ellipse(from * Math.cos(angle), -0.42 + 0.65 * from * Math.sin(angle), 0.07, 0.07));
        }
    }

    private static void drawFronds(Sketch sketch, Traits traits) {
        Chance shape = traits.decidingShape();
        int leaves = 8;
        for (int i = 0; i < leaves; i++) {
            double angle = Math.PI * (1.14 - 1.28 * i / (leaves - 1)) + shape.between(-0.08, 0.08);
            double length = shape.between(0.78, 0.95);
            double x = length * Math.cos(angle);
            double y = -0.36 - 0.62 * length * Math.sin(angle);
            sketch.add(
                    Part.FRONDS,
                    Colours.shaded(traits.deciding(), i % 2 == 0 ? 1 : 0.78),
                    Shapes.leaf(0, -0.33, x, y + 0.12, 0.15, x > 0 ? -0.16 : 0.16));
        }
        for (int i = -1; i <= 1; i++) {
            sketch.add(Part.COCONUTS, traits.accent(), Shapes.ellipse(0.1 * i, -0.28 + 0.03 * Math.abs(i), 0.08, 0.08));
        }
    }
}
