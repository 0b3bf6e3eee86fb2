package io.github.hdecomp.examples.scenes;

/** A sitting cat or dog from the front; they differ in their ears. */
final class Animal implements Subject.Drawer {
    private static final double HEAD_Y = -0.22;

    @Override
    public void draw(Sketch sketch, Part deciding, Traits traits) {
        Chance shape = traits.shape();
        drawRump(sketch, shape, traits);
        Sketch head = sketch.turned(shape.between(-0.2, 0.2), 0, HEAD_Y);
        double width = shape.between(0.46, 0.56);
        double height = shape.between(0.4, 0.46);
        if (deciding == Part.POINTED_EARS) {
            drawPointedEars(head, width, height, traits);
        }
        head.add(Part.HEAD, traits.main(), Shapes.ellipse(0, HEAD_Y, width, height));
        drawFace(head, shape, traits);
        if (deciding == Part.HANGING_EARS) {
            drawHangingEars(head, width, height, traits);
        }
    }

    private static void drawRump(Sketch sketch, Chance shape, Traits traits) {
        int dark = Colours.shaded(traits.main(), 0.78);
        double tail = shape.between(0.6, 0.95);
        sketch.add(
                Part.TAIL,
                dark,
                Shapes.blob(
                        0.2,
                        0.8,
                        0.55,
                        0.85,
                        tail - 0.08,
                        0.55,
                        tail,
                        0.2,
                        tail + 0.14,
                        0.22,
                        tail + 0.1,
                        0.65,
                        0.65,
                        1));
        double belly = shape.between(0.36, 0.46);
        sketch.add(Part.TORSO, traits.main(), Shapes.ellipse(0, 0.5, belly, 0.48));
        sketch.addBoth(Part.LEGS, dark, Shapes.ellipse(0.38, 0.84, 0.2, 0.15));
        if (shape.happens(0.6)) {
            sketch.add(Part.TORSO, Colours.shaded(traits.main(), 1.3), Shapes.ellipse(0, 0.45, belly * 0.5, 0.26));
        }
        sketch.addBoth(Part.LEGS, Colours.shaded(traits.main(), 0.9), Shapes.box(0.07, 0.5, 0.24, 0.9));
        sketch.addBoth(Part.LEGS, Colours.shaded(traits.main(), 1.15), Shapes.ellipse(0.16, 0.92, 0.14, 0.08));
    }

    private static void drawFace(Sketch head, Chance shape, Traits traits) {
        int light = Colours.blended(traits.main(), Colours.WHITE, 0.6);
        double apart = shape.between(0.17, 0.24);
        double eye = shape.between(0.085, 0.11);
        head.addBoth(Part.EYES, Colours.WHITE, Shapes.ellipse(apart, HEAD_Y - 0.1, eye, eye));
        head.addBoth(Part.EYES, Colours.BLACK, Shapes.ellipse(apart - 0.01, HEAD_Y - 0.09, eye * 0.6, eye * 0.75));
        head.add(Part.MUZZLE, light, Shapes.ellipse(0, HEAD_Y + 0.19, shape.between(0.2, 0.26), 0.17));
        head.addBoth(Part.MUZZLE, Colours.BLACK, Shapes.bar(0, HEAD_Y + 0.28, 0.1, HEAD_Y + 0.22, 0.035));
        head.add(Part.NOSE, Colours.BLACK, Shapes.ellipse(0, HEAD_Y + 0.12, 0.085, 0.06));
    }

    private static void drawPointedEars(Sketch head, double width, double height, Traits traits) {
        Chance shape = traits.decidingShape();
        double tip = HEAD_Y - height - shape.between(0.26, 0.36);
        double out = width * shape.between(0.82, 1.0);
        double foot = HEAD_Y - height * 0.35;
        double innerX = width * 0.12;
        double innerY = HEAD_Y - height * 0.9;
        head.addBoth(
                Part.POINTED_EARS, traits.deciding(), Shapes.polygon(width * 0.97, foot, out, tip, innerX, innerY));
        head.addBoth(
                Part.POINTED_EARS,
                Colours.blended(traits.deciding(), 0xe8a0a0, 0.6),
                Shapes.polygon(width * 0.85, foot - 0.08, out * 0.95, tip + 0.14, innerX + 0.14, innerY - 0.02));
    }

    private static void drawHangingEars(Sketch head, double width, double height, Traits traits) {
        Chance shape = traits.decidingShape();
        double reach = HEAD_Y + height * shape.between(0.75, 1.1);
        double out = width + shape.between(0.14, 0.22);
        head.addBoth(
                Part.HANGING_EARS,
                Colours.shaded(traits.deciding(), 0.8),
                Shapes.blob(
                        width * 0.5,
                        HEAD_Y - height * 0.85,
                        width * 0.95,
                        HEAD_Y - height * 0.75,
                        out,
                        HEAD_Y,
                        out + 0.02,
                        reach - 0.08,
                        out - 0.16,
                        reach,
                        width * 0.8,
                        HEAD_Y + 0.1,
                        width * 0.72,
                        HEAD_Y - height * 0.4));
    }
}
