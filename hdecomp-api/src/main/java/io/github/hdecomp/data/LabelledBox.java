package io.github.hdecomp.data;

import io.github.hdecomp.map.Mask;
import io.github.hdecomp.tensor.Extent;
import io.github.hdecomp.tensor.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One object, as data sets of boxes list them.
 *
 * @param classId its class
 * @param box the pixels that it covers, in the picture's coordinates
 * @param difficult whether it is marked as difficult to recognise, or stands for a crowd
 */
record LabelledBox(int classId, Region box, boolean difficult) {

    /** The areas of classes. Boxes of one class count as their union, difficult ones included. */
    static List<ClassArea> areas(Collection<LabelledBox> boxes, Extent size, List<String> names) {
        Map<Integer, List<LabelledBox>> byClass = new TreeMap<>();
        for (LabelledBox box : boxes) {
            byClass.computeIfAbsent(box.classId, none -> new ArrayList<>()).add(box);
        }
        List<ClassArea> areas = new ArrayList<>();
        byClass.forEach((classId, objects) -> {
            Mask mask = Mask.of(size, objects.stream().map(LabelledBox::box).toList());
            boolean ignored = objects.stream().allMatch(LabelledBox::difficult);
            boolean small = mask.share() < ClassArea.SMALL;
            areas.add(new ClassArea(classId, names.get(classId), mask, ignored, small && byClass.size() > 1));
        });
        return areas;
    }

    /** The pixels between two corners, rounded outwards; at least one. */
    static Region between(double left, double top, double right, double bottom) {
        int x = (int) Math.floor(left);
        int y = (int) Math.floor(top);
        return new Region(y, x, Math.max(1, (int) Math.ceil(bottom) - y), Math.max(1, (int) Math.ceil(right) - x));
    }
}
