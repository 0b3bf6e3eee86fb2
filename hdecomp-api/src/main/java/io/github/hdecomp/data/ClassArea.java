package io.github.hdecomp.data;

import io.github.hdecomp.map.Mask;

/**
 * Where the objects of one class are in a picture.
 *
 * @param classId the class, from 0
 * @param label its name
 * @param mask the pixels of all its objects: the union of their boxes, or their exact outlines; of the picture's size
 * @param ignored whether all of its objects are marked as difficult to recognise, so that the pointing game leaves them out
 * @param difficult whether the picture is of the difficult subset of the pointing game for this class: its objects cover less
 *     than a quarter of the picture, and there are other classes beside them (Zhang et al., 2016)
 */
public record ClassArea(int classId, String label, Mask mask, boolean ignored, boolean difficult) {

    /** Below which part of the picture objects are small. */
    static final double SMALL = 0.25;
}
