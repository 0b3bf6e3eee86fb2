package io.github.hdecomp.metric;

import io.github.hdecomp.map.Mask;

/**
 * Where the objects of one class are, on the grid of that part of the picture which the network sees, at the picture's own
 * resolution.
 *
 * @param mask the cells of the objects: the union of their boxes, or their exact outlines
 * @param ignored whether all objects of the class are marked as difficult to recognise, so that they do not count
 * @param difficult whether the picture is of the difficult subset of the pointing game: objects that together cover less
 *     than a quarter of the picture, and other classes beside them (Zhang et al., 2016)
 */
public record GroundTruth(Mask mask, boolean ignored, boolean difficult) {}
