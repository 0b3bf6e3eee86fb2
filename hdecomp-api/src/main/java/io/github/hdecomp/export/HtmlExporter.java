package io.github.hdecomp.export;

import io.github.hdecomp.Exploration;
import io.github.hdecomp.render.InputPicture;
import io.github.hdecomp.render.MapScale;
import io.github.hdecomp.render.Palette;
import io.github.hdecomp.render.SharpViews;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Trees as one page for a browser that needs nothing else: no network, no other file. It shows the tree as a pyramid that
 * opens and closes, each map on the picture, the figures of the chosen node, and all of them as a table; it follows the
 * reader's light or dark setting, works by keyboard alone and prints. Without scripts the picture and the table remain.
 *
 * <p>Labels and names are taken for text whatever they contain, and a Content-Security-Policy allows no other scripts and
 * styles than the page's own. Of a tree of more than 5,000 nodes the lowest levels are left out, which the page says.
 *
 * @param picture what the network saw, in the size of its input: see {@link InputPicture}; maps are drawn on black without it
 * @param sharp the sharp views, {@link SharpViews#none()} to do without
 * @param palette the colours of the maps
 * @param scale which maps share a scale when the page is opened; the reader may change it
 */
public record HtmlExporter(Optional<BufferedImage> picture, SharpViews sharp, Palette palette, MapScale scale)
        implements TreeExporter {

    /**
     * An exporter in the default colours, each map on a scale of its own.
     *
     * @param picture what the network saw, in the size of its input
     * @param sharp the sharp views, {@link SharpViews#none()} to do without
     */
    public HtmlExporter(BufferedImage picture, SharpViews sharp) {
        this(Optional.of(picture), sharp, Palette.INFERNO, MapScale.NODE);
    }

    /**
     * An exporter for trees of one recorded pass, with its picture and sharp views.
     *
     * @param exploration the recorded pass that the tree was grown from, still open; not kept
     * @param tree the tree whose sharp views are made
     * @return the exporter
     */
    public static HtmlExporter of(Exploration exploration, EvidenceTree tree) {
        return new HtmlExporter(InputPicture.of(exploration), SharpViews.of(exploration, tree));
    }

    /**
     * An exporter for trees without their picture.
     *
     * @return the exporter
     */
    public static HtmlExporter withoutPicture() {
        return new HtmlExporter(Optional.empty(), SharpViews.none(), Palette.INFERNO, MapScale.NODE);
    }

    @Override
    public void write(EvidenceTree tree, OutputStream out) throws IOException {
        out.write(HtmlPage.of(this, tree).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
