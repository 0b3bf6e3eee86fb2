package io.github.hdecomp.comparison;

/** Which classes of a picture are explained. */
public enum Asked {
    /** The one that the network predicts. */
    PREDICTED,
    /** The picture's own; pictures without one cannot be used. */
    LABELLED,
    /** All that have objects in the picture, with the objects as ground truth; pictures without objects cannot be used. */
    OBJECTS
}
