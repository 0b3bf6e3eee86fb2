package io.github.hdecomp.examples.failure;

import io.github.hdecomp.examples.parts.Found;
import io.github.hdecomp.examples.parts.Panels;
import io.github.hdecomp.map.Mask;
import io.github.hdecomp.model.Tap;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The pictures of a story.
 *
 * @param original the scene as it was
 * @param swapped with one part swapped, which the network gets wrong
 * @param evidence of the tree at every stage
 * @param guilty the outline of the part to blame
 * @param occluded the picture without that part
 */
record StorySheet(
        BufferedImage original, BufferedImage swapped, List<Found> evidence, Mask guilty, BufferedImage occluded) {
    BufferedImage draw(List<Tap> stages) {
        Panels panels = new Panels(swapped, guilty);
        panels.show("the scene", original);
        panels.show("one part swapped", swapped);
        panels.showOutlined("the guilty part", swapped);
        panels.show("without it", occluded);
        panels.add("evidence of the tree", evidence);
        return panels.draw(stages);
    }
}
