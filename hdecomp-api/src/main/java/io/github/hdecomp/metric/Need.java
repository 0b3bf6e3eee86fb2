package io.github.hdecomp.metric;

/** What a metric looks at beside the map. */
public enum Need {
    /** The network, which is run on altered pictures. */
    MODEL,
    /** The class to be a class of the network: scores of neurons have no probability. */
    CLASS,
    /** Where the object is: boxes, or better its mask. */
    OBJECT,
    /** The method itself, which is run again on altered pictures or on another network. */
    METHOD,
    /** One value per cell of the input; a map of places is spread evenly over the channels. */
    INPUT_CELLS
}
