package io.github.hdecomp.render;

import io.github.hdecomp.tensor.Tensor;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Maps side by side, each over its picture and under its name, with one legend that holds for all.
 *
 * @param overlay how maps are drawn
 * @param tile the longer side of a picture in pixels, at least 40
 * @param caption what the values are, for the legend
 */
public record MapGrid(Overlay overlay, int tile, String caption) {
    private static final Font TITLE = Ink.font(12);
    private static final int LINE = 18;
    private static final int GAP = 6;
    private static final int LEGEND = 320;

    /**
     * One place of the grid.
     *
     * @param title what is shown, in one line; cut where it is too long
     * @param picture what the network saw. Not modified.
     * @param map shape (h, w) or (1, h, w); empty for the picture alone
     */
    public record Tile(String title, BufferedImage picture, Optional<Tensor> map) {}

    /**
     * Checks the size.
     *
     * @param overlay see above
     * @param tile see above
     * @param caption see above
     */
    public MapGrid {
        if (tile < 40) {
            throw new IllegalArgumentException("map grid: tiles of " + tile + " pixels, expected at least 40");
        }
    }

    /**
     * A grid of maps of values from -1 to 1, in blue and red.
     *
     * @param tile the longer side of a picture in pixels, at least 40
     * @param caption what the values are
     * @return the grid
     */
    public static MapGrid signed(int tile, String caption) {
        return new MapGrid(new Overlay(Palette.BLUE_RED, new Scale(-1, 1)), tile, caption);
    }

    /**
     * Draws the grid.
     *
     * @param lines the tiles of each line, at least one in all
     * @return the grid and its legend on white
     * @throws IllegalArgumentException if there are no tiles
     */
    public BufferedImage draw(List<List<Tile>> lines) {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        if (columns == 0) {
            throw new IllegalArgumentException("map grid: there are no tiles, expected at least one");
        }
        int width = GAP + columns * (tile + GAP);
        int height = GAP + lines.size() * (LINE + tile + GAP);
        BufferedImage grid = new BufferedImage(
                Math.max(width, LEGEND + 2 * GAP), height + Legend.HEIGHT + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Ink.on(grid);
        pen.setColor(Ink.PAPER);
        pen.fillRect(0, 0, grid.getWidth(), grid.getHeight());
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < lines.get(row).size(); column++) {
                paint(pen, lines.get(row).get(column), GAP + column * (tile + GAP), GAP + row * (LINE + tile + GAP));
            }
        }
        new Legend(overlay.palette(), overlay.scale(), caption).paint(pen, GAP, height, LEGEND);
        pen.dispose();
        return grid;
    }

    private void paint(Graphics2D pen, Tile shown, int x, int y) {
        BufferedImage picture = shown.picture();
        double factor = (double) tile / Math.max(picture.getWidth(), picture.getHeight());
        int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
        // Drawn at the picture's size and shrunk then, which keeps fine maps visible.
        BufferedImage drawn = shown.map().map(map -> overlay.draw(picture, map)).orElse(picture);
        pen.setColor(Ink.TEXT);
        pen.setFont(TITLE);
        pen.drawString(Ink.fitted(shown.title(), TITLE, tile), x, y + 13);
        pen.drawImage(drawn, x, y + LINE, width, height, null);
    }
}
