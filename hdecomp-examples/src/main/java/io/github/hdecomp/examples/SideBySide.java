package io.github.hdecomp.examples;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.render.PyramidPicture;
import io.github.hdecomp.tree.Options;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Two trees in one picture, the first on the left. */
final class SideBySide {
    /** A level more would make the picture three times as wide. */
    private static final int LEVELS = 2;

    private static final int GAP = 24;

    private SideBySide() {}

    /** The upper levels of a decision's tree, as a pyramid. */
    static BufferedImage pyramid(Exploration exploration, Decision decision, Options options) {
        int levels = Math.min(LEVELS, options.depth());
        return PyramidPicture.defaults().draw(exploration, exploration.tree(decision, options.withDepth(levels)));
    }

    static BufferedImage of(BufferedImage left, BufferedImage right) {
        BufferedImage both = new BufferedImage(
                left.getWidth() + GAP + right.getWidth(),
                Math.max(left.getHeight(), right.getHeight()),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = both.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, both.getWidth(), both.getHeight());
        pen.drawImage(left, 0, 0, null);
        pen.drawImage(right, left.getWidth() + GAP, 0, null);
        pen.dispose();
        return both;
    }
}
