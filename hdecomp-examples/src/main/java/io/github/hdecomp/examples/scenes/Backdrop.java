package io.github.hdecomp.examples.scenes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.Arrays;

/**
 * What is behind an object: two fields of colour with a horizon between them, and what belongs there.
 *
 * @param kind what it shows
 * @param horizon the row at which the lower field begins
 * @param upper the colour of the upper field
 * @param lower the colour of the lower field
 * @param clutter where things are
 */
record Backdrop(Background kind, double horizon, int upper, int lower, Chance clutter) {
    private static final int SIZE = Scenes.SIZE;

    static Backdrop of(long key, Background kind) {
        Chance chance = new Chance(key, "backdrop");
        double horizon = SIZE * chance.between(0.4, 0.68);
        int sky = Colours.hsb(chance.between(0.52, 0.62), chance.between(0.15, 0.5), chance.between(0.7, 1));
        int upper = switch (kind) {
            case ROOM -> Colours.hsb(chance.between(0, 1), chance.between(0.08, 0.35), chance.between(0.55, 0.9));
            case STREET -> Colours.hsb(chance.between(0, 0.12), chance.between(0.05, 0.25), chance.between(0.5, 0.8));
            case MEADOW, SEA, SKY, BEACH, MOUNTAINS -> sky;
        };
        int lower = switch (kind) {
            case ROOM -> Colours.hsb(chance.between(0.03, 0.1), chance.between(0.3, 0.6), chance.between(0.35, 0.65));
            case MEADOW ->
                Colours.hsb(chance.between(0.2, 0.36), chance.between(0.35, 0.75), chance.between(0.4, 0.75));
            case STREET -> Colours.hsb(0, 0, chance.between(0.3, 0.5));
            case SEA -> Colours.hsb(chance.between(0.5, 0.63), chance.between(0.45, 0.85), chance.between(0.35, 0.7));
            case SKY -> Colours.shaded(sky, 1.12);
            case BEACH -> Colours.hsb(chance.between(0.1, 0.14), chance.between(0.25, 0.5), chance.between(0.75, 0.95));
            case MOUNTAINS ->
                Colours.hsb(chance.between(0.2, 0.4), chance.between(0.15, 0.4), chance.between(0.3, 0.55));
        };
        return new Backdrop(kind, horizon, upper, lower, chance);
    }

    /** The mean of both fields. */
    int mean() {
        return Colours.blended(upper, lower, 1 - horizon / SIZE);
    }

    /** Fills a picture of rows of 0xRRGGBB: each field grows lighter towards the horizon. */
    void fill(int[] pixels) {
        for (int y = 0; y < SIZE; y++) {
            boolean above = y < horizon;
            double depth = above ? y / horizon : (SIZE - y) / (SIZE - horizon);
            int row = Colours.shaded(above ? upper : lower, 0.88 + 0.2 * depth);
            Arrays.fill(pixels, y * SIZE, (y + 1) * SIZE, row);
        }
    }

    /** Draws what belongs there, and things that belong nowhere. */
    void furnish(Graphics2D graphics) {
        switch (kind) {
            case ROOM -> furnishRoom(graphics);
            case MEADOW -> furnishMeadow(graphics);
            case STREET -> furnishStreet(graphics);
            case SEA -> waves(graphics, horizon, SIZE, 14);
            case SKY -> clouds(graphics, SIZE, 6);
            case BEACH -> furnishBeach(graphics);
            case MOUNTAINS -> furnishMountains(graphics);
        }
        for (int i = clutter.below(5); i > 0; i--) {
            strayShape(graphics);
        }
    }

    private static void fill(Graphics2D graphics, int rgb, Shape shape) {
        graphics.setColor(new Color(rgb));
        graphics.fill(shape);
    }

    private void strayShape(Graphics2D graphics) {
        int near = clutter.happens(0.5) ? upper : lower;
        int rgb = Colours.blended(near, (int) (clutter.bits() & 0xffffff), clutter.between(0.2, 0.7));
        double x = clutter.between(0, SIZE);
        double y = clutter.between(0, SIZE);
        double size = clutter.between(3, 10);
        double other = clutter.between(3, 10);
        fill(
                graphics,
                rgb,
                switch (clutter.below(3)) {
                    case 0 -> Shapes.ellipse(x, y, size, other);
                    case 1 -> Shapes.box(x - size, y - other, x + size, y + other);
                    default -> Shapes.polygon(x - size, y + other, x, y - other, x + size, y + other * 0.8);
                });
    }

    private void furnishRoom(Graphics2D graphics) {
        fill(graphics, Colours.shaded(lower, 0.6), Shapes.box(0, horizon - 2, SIZE, horizon + 1));
        for (int i = 1 + clutter.below(3); i > 0; i--) {
            double x = clutter.between(0, SIZE);
            double y = clutter.between(4, horizon - 18);
            double width = clutter.between(6, 13);
            double height = clutter.between(6, 12);
            fill(graphics, Colours.shaded(lower, 0.8), Shapes.box(x - width, y, x + width, y + height + 6));
            fill(
                    graphics,
                    Colours.hsb(clutter.between(0, 1), 0.4, 0.75),
                    Shapes.box(x - width + 2, y + 2, x + width - 2, y + height + 4));
        }
        fill(
                graphics,
                Colours.hsb(clutter.between(0, 1), 0.45, 0.6),
                Shapes.ellipse(clutter.between(20, 76), clutter.between(horizon + 10, SIZE), 36, 9));
    }

    private void furnishMeadow(Graphics2D graphics) {
        clouds(graphics, horizon, 2);
        double x = clutter.between(0, SIZE);
        fill(
                graphics,
                Colours.shaded(lower, 0.8),
                Shapes.ellipse(x, horizon + 6, clutter.between(25, 60), clutter.between(9, 20)));
        fill(graphics, lower, Shapes.box(0, horizon + 3, SIZE, SIZE));
        for (int i = 0; i < 12; i++) {
            double tuftX = clutter.between(0, SIZE);
            double tuftY = clutter.between(horizon + 6, SIZE);
            fill(
                    graphics,
                    Colours.shaded(lower, clutter.between(0.65, 1.3)),
                    Shapes.polygon(
                            tuftX - 3, tuftY, tuftX - 2, tuftY - 6, tuftX, tuftY - 2, tuftX + 2, tuftY - 7, tuftX + 3,
                            tuftY));
        }
        for (int i = clutter.below(6); i > 0; i--) {
            int petal = Colours.hsb(clutter.between(0, 1), 0.6, 0.95);
            fill(
                    graphics,
                    petal,
                    Shapes.ellipse(clutter.between(0, SIZE), clutter.between(horizon + 6, SIZE), 2.2, 2.2));
        }
    }

    private void furnishStreet(Graphics2D graphics) {
        for (double x = clutter.between(-14, 0); x < SIZE; ) {
            double width = clutter.between(16, 30);
            double top = clutter.between(0, horizon * 0.55);
            int front = Colours.shaded(upper, clutter.between(0.7, 1.2));
            fill(graphics, front, Shapes.box(x, top, x + width, horizon));
            for (double pane = top + 4; pane < horizon - 8; pane += 11) {
                fill(graphics, Colours.shaded(front, 0.6), Shapes.box(x + 4, pane, x + width - 4, pane + 5));
            }
            x += width;
        }
        fill(graphics, Colours.shaded(lower, 1.5), Shapes.box(0, horizon, SIZE, horizon + 4));
        double middle = clutter.between(horizon + 12, SIZE - 4);
        for (double x = clutter.between(-16, 0); x < SIZE; x += 22) {
            fill(graphics, 0xd8d4c0, Shapes.box(x, middle, x + 12, middle + 2.5));
        }
    }

    private void furnishBeach(Graphics2D graphics) {
        clouds(graphics, horizon, 2);
        double shore = horizon + clutter.between(5, 12);
        int sea = Colours.hsb(clutter.between(0.5, 0.58), 0.6, 0.65);
        fill(graphics, sea, Shapes.box(0, horizon - 2, SIZE, shore));
        fill(graphics, Colours.WHITE, Shapes.box(0, shore, SIZE, shore + 1.5));
        for (int i = 0; i < 8; i++) {
            fill(
                    graphics,
                    Colours.shaded(lower, clutter.between(0.75, 1.15)),
                    Shapes.ellipse(
                            clutter.between(0, SIZE), clutter.between(shore + 4, SIZE), clutter.between(2, 9), 1.6));
        }
    }

    private void furnishMountains(Graphics2D graphics) {
        for (int i = 0; i < 4; i++) {
            double x = clutter.between(0, SIZE);
            double width = clutter.between(18, 40);
            double peak = clutter.between(6, horizon - 14);
            int rock = Colours.hsb(clutter.between(0.55, 0.7), clutter.between(0.05, 0.3), clutter.between(0.4, 0.65));
            fill(graphics, rock, Shapes.polygon(x - width, horizon + 1, x, peak, x + width, horizon + 1));
            double snow = 0.3;
            double base = peak + (horizon - peak) * snow;
            fill(
                    graphics,
                    Colours.WHITE,
                    Shapes.polygon(x - width * snow, base, x, peak, x + width * snow, base, x, base - 3));
        }
    }

    private void waves(Graphics2D graphics, double from, double to, int count) {
        for (int i = 0; i < count; i++) {
            double x = clutter.between(0, SIZE);
            double y = clutter.between(from + 2, to);
            fill(
                    graphics,
                    Colours.shaded(lower, clutter.between(0.75, 1.4)),
                    Shapes.leaf(x - clutter.between(5, 12), y, x + 8, y, 2.5, 0.12));
        }
    }

    private void clouds(Graphics2D graphics, double below, int most) {
        for (int i = clutter.below(most + 1); i > 0; i--) {
            double x = clutter.between(0, SIZE);
            double y = clutter.between(2, below - 4);
            int cloud = Colours.blended(upper, Colours.WHITE, clutter.between(0.5, 0.9));
            double size = clutter.between(5, 10);
            for (int j = -1; j <= 1; j++) {
                fill(graphics, cloud, Shapes.ellipse(x + j * size, y - (j == 0 ? size * 0.35 : 0), size, size * 0.6));
            }
        }
    }
}
