package io.github.hdecomp.export;

import io.github.hdecomp.render.PyramidPicture;
import io.github.hdecomp.render.SharpViews;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Trees as one PNG picture of the whole pyramid.
 *
 * @param style how it is drawn
 * @param picture what the network saw, in the size of its input: see {@link io.github.hdecomp.render.InputPicture}
 * @param sharp the sharp views, {@link SharpViews#none()} to do without
 */
public record PyramidExporter(PyramidPicture style, BufferedImage picture, SharpViews sharp) implements TreeExporter {

    /**
     * An exporter in the default style.
     *
     * @param picture what the network saw, in the size of its input
     * @param sharp the sharp views, {@link SharpViews#none()} to do without
     */
    public PyramidExporter(BufferedImage picture, SharpViews sharp) {
        this(PyramidPicture.defaults(), picture, sharp);
    }

    @Override
    public void write(EvidenceTree tree, OutputStream out) throws IOException {
        out.write(EncodedPicture.png(style.draw(tree, picture, sharp)));
        out.flush();
    }
}
