package io.github.hdecomp.examples.parts;

import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.render.Overlay;
import io.github.hdecomp.render.Palette;
import io.github.hdecomp.render.Scale;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A sheet with rows of maps over one picture, in which a part is outlined, under a row of pictures. */
public final class Panels {
    private static final int SCALE = 2;
    private static final int CELL = Scenes.SIZE * SCALE;
    private static final int GAP = 4;
    private static final int TITLE = 16;

    private final BufferedImage picture;
    private final Mask part;
    private final List<String> captions = new ArrayList<>();
    private final List<BufferedImage> pictures = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<List<Found>> rows = new ArrayList<>();

    /**
     * An empty sheet.
     *
     * @param picture what maps are drawn over, of the size of scenes
     * @param part what is outlined in it
     */
    public Panels(BufferedImage picture, Mask part) {
        this.picture = picture;
        this.part = part;
    }

    /**
     * Adds a picture to the first row.
     *
     * @param caption what it shows
     * @param shown of the size of scenes
     */
    public void show(String caption, BufferedImage shown) {
        captions.add(caption);
        pictures.add(shown);
    }

    /**
     * Adds a picture with the part's outline to the first row.
     *
     * @param caption what it shows
     * @param shown of the size of scenes
     */
    public void showOutlined(String caption, BufferedImage shown) {
        show(caption, outlined(shown));
    }

    /**
     * Adds a row of maps.
     *
     * @param title whose they are
     * @param row what was found at each stage
     */
    public void add(String title, List<Found> row) {
        titles.add(title);
        rows.add(row);
    }

    /**
     * Draws the sheet.
     *
     * @param stages the names of the columns of maps
     * @return the pictures, then the rows of maps
     */
    public BufferedImage draw(List<Tap> stages) {
        int columns = Math.max(stages.size(), pictures.size());
        int height = (rows.size() + 1) * (CELL + GAP + TITLE);
        BufferedImage sheet = new BufferedImage(columns * (CELL + GAP), height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int column = 0; column < pictures.size(); column++) {
            place(pen, 0, column, pictures.get(column), captions.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Found found = rows.get(row).get(column);
                place(pen, row + 1, column, drawn(found), column == 0 ? titles.get(row) : "");
                label(pen, row + 1, column, stages.get(column).name());
                if (found.peak().isPresent()) {
                    cross(pen, row + 1, column, found.peak().getAsInt());
                }
            }
        }
        pen.dispose();
        return sheet;
    }

    private BufferedImage drawn(Found found) {
        return outlined(new Overlay(Palette.INFERNO, Scale.positive(found.map())).draw(picture, found.map()));
    }

    /** A copy with the pixels at the inner edge of the part in white. */
    private BufferedImage outlined(BufferedImage image) {
        BufferedImage copy = new BufferedImage(Scenes.SIZE, Scenes.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < Scenes.SIZE; y++) {
            for (int x = 0; x < Scenes.SIZE; x++) {
                boolean edge = part.contains(y, x)
                        && !(part.contains(y - 1, x)
                                && part.contains(y + 1, x)
                                && part.contains(y, x - 1)
                                && part.contains(y, x + 1));
                copy.setRGB(x, y, edge ? 0xffffff : image.getRGB(x, y));
            }
        }
        return copy;
    }

    private static void place(Graphics2D pen, int row, int column, BufferedImage image, String title) {
        int x = column * (CELL + GAP);
        int y = row * (CELL + GAP + TITLE);
        pen.setColor(Color.BLACK);
        pen.drawString(title, x + 2, y + TITLE - 4);
        pen.drawImage(image, x, y + TITLE, CELL, CELL, null);
    }

    private static void label(Graphics2D pen, int row, int column, String text) {
        pen.setColor(Color.WHITE);
        pen.drawString(text, column * (CELL + GAP) + 4, (row + 1) * (CELL + GAP + TITLE) - GAP - 6);
    }

    private static void cross(Graphics2D pen, int row, int column, int peak) {
        int x = column * (CELL + GAP) + peak % Scenes.SIZE * SCALE;
        int y = row * (CELL + GAP + TITLE) + TITLE + peak / Scenes.SIZE * SCALE;
        pen.setColor(Color.WHITE);
        pen.drawLine(x - 6, y, x + 6, y);
        pen.drawLine(x, y - 6, x, y + 6);
    }
}
