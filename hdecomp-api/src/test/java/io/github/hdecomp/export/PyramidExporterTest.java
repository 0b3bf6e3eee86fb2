package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.render.DrawnTrees;
import io.github.hdecomp.render.PyramidPicture;
import io.github.hdecomp.render.SharpViews;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PyramidExporterTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new PyramidExporter(DrawnTrees.picture(), SharpViews.none());
    }

    /** A few trees are enough: each is drawn five times. */
    @Override
    @Property(tries = 4)
    void bytesDoNotDependOnTheLocale(@ForAll long seed) {
        super.bytesDoNotDependOnTheLocale(seed);
    }

    @Test
    void theFileIsThePicture() throws IOException {
        EvidenceTree tree = DrawnTrees.regular("thing", 2, 2);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes(tree)));
        BufferedImage drawn = PyramidPicture.defaults().draw(tree, DrawnTrees.picture());
        assertThat(read.getRGB(0, 0, read.getWidth(), read.getHeight(), null, 0, read.getWidth()))
                .isEqualTo(drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth()));
    }
}
