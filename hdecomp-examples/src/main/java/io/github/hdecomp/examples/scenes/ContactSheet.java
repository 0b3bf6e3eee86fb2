package io.github.hdecomp.examples.scenes;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures beside each other, one class per row: pictures, then one picture's parts and its counterfactual. */
final class ContactSheet {
    private static final int CELL = Scenes.SIZE + 4;
    private static final int EXAMPLES = 7;
    private static final double COLOUR_STEP = 0.381966;

    private ContactSheet() {}

    /** Draws the first scenes of a row. */
    static BufferedImage of(Scenes scenes) {
        int columns = EXAMPLES + 2;
        BufferedImage sheet = new BufferedImage(columns * CELL, Scenes.CLASSES * CELL, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int row = 0; row < Scenes.CLASSES; row++) {
            for (int column = 0; column < EXAMPLES; column++) {
                place(graphics, row, column, scene(scenes, row, column).draw().image());
            }
            Scene last = scene(scenes, row, EXAMPLES - 1);
            place(graphics, row, EXAMPLES, coloured(last.draw().labels()));
            place(graphics, row, EXAMPLES + 1, last.counterfactual().draw().image());
        }
        graphics.dispose();
        return sheet;
    }

    private static Scene scene(Scenes scenes, int row, int column) {
        return scenes.scene(row + (long) Scenes.CLASSES * column);
    }

    private static void place(Graphics2D graphics, int row, int column, BufferedImage image) {
        graphics.drawImage(image, column * CELL + 2, row * CELL + 2, null);
    }

    /** A label map with one colour per part, the background black. */
    static BufferedImage coloured(LabelMap labels) {
        List<Part> parts = List.of(Part.values());
        BufferedImage image = new BufferedImage(Scenes.SIZE, Scenes.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < Scenes.SIZE * Scenes.SIZE; i++) {
            Part part = parts.get(labels.id(i));
            int rgb = part == Part.BACKGROUND ? 0 : Colours.hsb(part.id() * COLOUR_STEP, 0.7, 0.95);
            image.setRGB(i % Scenes.SIZE, i / Scenes.SIZE, rgb);
        }
        return image;
    }
}
