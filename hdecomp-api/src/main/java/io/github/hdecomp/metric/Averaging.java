package io.github.hdecomp.metric;

/** How the scores of many pictures become one number. */
public enum Averaging {
    /** The mean of all scores. */
    OVER_PICTURES,
    /** The mean over classes of the mean of each class's scores, so that frequent classes do not outvote rare ones. */
    OVER_CLASSES
}
