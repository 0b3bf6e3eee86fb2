package io.github.hdecomp.examples.parts;

/** What is measured; every number is a part of 1. */
public enum Measure {
    /** How often the peak of the strongest evidence lies on the deciding part. */
    POINTING("pointing", "Peak of the strongest evidence on the deciding part"),
    /** How much of the evidence lies on the deciding part. */
    SHARE("share", "Share of the evidence on the deciding part"),
    /** How much lies on the other parts, which the classes of the pair share. */
    COMMON_SHARE("common-share", "Share of the evidence on the parts that both classes have"),
    /** How much lies on no part of the object. */
    BACKGROUND_SHARE("background-share", "Share of the evidence on the background"),
    /** How many of the object's parts some piece of evidence points to. */
    COVERAGE("coverage", "Parts of the object that some piece of evidence points to"),
    /** How many children of the strongest neuron of a stage lie on the part that the neuron lies on. */
    CONSISTENCY("consistency", "Children of the strongest neuron on the neuron's own part"),
    /** How often the deciding part of the partner has a larger share of the partner's evidence once it is there. */
    GAIN("gain", "Swapped part gains evidence for the class that it decides for"),
    /** By how much. */
    GAINED_SHARE("gained-share", "Share of the evidence that the swapped part gains");

    private final String label;
    private final String title;

    Measure(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /**
     * The name in files.
     *
     * @return lower case words joined by hyphens
     */
    public String label() {
        return label;
    }

    /**
     * The heading of a table.
     *
     * @return a phrase
     */
    public String title() {
        return title;
    }
}
