package io.github.hdecomp.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.hdecomp.export.RandomTrees;
import io.github.hdecomp.map.Upsampling;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.ActivationMap;
import io.github.hdecomp.tree.EvidenceTree;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PyramidPictureTest {

    @Test
    void theSameTreeGivesTheSamePixels_inEveryLocale() {
        EvidenceTree tree = DrawnTrees.regular("a very long name of a class that does not fit ".repeat(4), 3, 3);
        BufferedImage drawn = PyramidPicture.defaults().draw(tree, DrawnTrees.picture());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(pixels(PyramidPicture.defaults().draw(tree, DrawnTrees.picture())))
                    .isEqualTo(pixels(drawn));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** The root's tile shows the picture itself. */
    @Test
    void theRootIsThePicture() {
        EvidenceTree tree = DrawnTrees.regular("thing", 2);
        BufferedImage picture = DrawnTrees.picture();
        BufferedImage drawn = PyramidPicture.defaults().draw(tree, picture);
        Rectangle place = new PyramidPage(tree.root(), new Extent(224, 224), false)
                .layout()
                .tiles()
                .get(0)
                .map();
        assertThat(pixels(drawn.getSubimage(place.x, place.y, place.width, place.height)))
                .isEqualTo(pixels(picture));
    }

    /** A shared scale leaves weaker maps darker; on scales of their own, both look alike. */
    @Test
    void scalesAreWhatWasAskedFor() {
        EvidenceTree tree = DrawnTrees.regular("thing", 3, 2);
        BufferedImage picture = DrawnTrees.picture();
        int[] own = pixels(PyramidPicture.defaults().draw(tree, picture));
        for (MapScale scale : List.of(MapScale.SIBLINGS, MapScale.TREE)) {
            assertThat(pixels(new PyramidPicture(Palette.INFERNO, scale).draw(tree, picture)))
                    .isNotEqualTo(own);
        }
    }

    @Property(tries = 30)
    void anyTreeCanBeDrawn(@ForAll long seed) {
        EvidenceTree tree = RandomTrees.of(seed);
        Decision root = tree.root().decision();
        Gradient signal = new Gradient(new Region(1, 2, 2, 2), Tensor.of(Shape.of(1, 2, 2), 1, 2, -3, 4));
        SharpViews sharp = new SharpViews(Map.of(root, SharpView.of(signal, Optional.empty())));
        BufferedImage drawn = PyramidPicture.defaults().draw(tree, DrawnTrees.picture(), sharp);
        assertThat(drawn.getWidth()).isGreaterThan(500);
    }

    /** (g - mean) / deviation · 0.1 + 0.5, by hand: values 0 and 2 are one deviation from their mean 1. */
    @Test
    void sharpView_displayRule() {
        Gradient signal = new Gradient(new Region(5, 6, 1, 2), Tensor.of(Shape.of(1, 1, 2), 0, 2));
        SharpView view = SharpView.of(signal, Optional.empty());
        assertThat(view.region()).isEqualTo(signal.region());
        assertThat(pixels(view.picture())).containsExactly(0xff666666, 0xff999999);
        Gradient flat = new Gradient(new Region(0, 0, 1, 1), Tensor.of(Shape.of(3, 1, 1), 0, 0, 0));
        assertThat(pixels(SharpView.of(flat, Optional.empty()).picture())).containsExactly(0xff808080);
    }

    /** A window is the part of the enlarged map that it shows. */
    @Property(tries = 50)
    void mapWindow(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        ActivationMap map = new ActivationMap(5, 6, new Region(1, 2, 3, 4), Tensor.of(Shape.of(3, 4), values));
        Tensor enlarged = Upsampling.BILINEAR.apply(map.whole().reshape(Shape.of(1, 5, 6)), 30, 40);
        Region window = new Region(random.nextInt(20), random.nextInt(20), 7, 9);
        Tensor shown = MapWindow.of(map, new Extent(30, 40), window, new Extent(7, 9));
        Tensor expected = enlarged.crop(window);
        for (int i = 0; i < shown.size(); i++) {
            assertThat(shown.get(i)).isCloseTo(expected.get(i), within(1e-5f));
        }
    }

    @Test
    void text() {
        var font = Ink.font(12);
        String line = "one two three four five six seven";
        assertThat(String.join(" ", Ink.wrapped(line, font, 80, 9))).isEqualTo(line);
        assertThat(Ink.wrapped(line, font, 80, 9)).allMatch(part -> Ink.width(part, font) <= 80);
        assertThat(Ink.wrapped(DrawnTrees.LONG_NAME, font, 80, 3))
                .hasSize(3)
                .last()
                .matches(part -> part.endsWith("…"));
        assertThat(String.join("", Ink.wrapped(DrawnTrees.LONG_NAME, font, 80, 99)))
                .isEqualTo(DrawnTrees.LONG_NAME);
        assertThat(Ink.wrapped("", font, 80, 3)).isEmpty();
        assertThat(Ink.fitted("a\nb\tc", font, 80)).isEqualTo("a b c");
        assertThat(Ink.fitted("wide", font, 1)).isEmpty();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
