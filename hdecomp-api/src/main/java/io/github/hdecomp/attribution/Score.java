package io.github.hdecomp.attribution;

/** What a method that looks at altered pictures reads of a decision. */
public enum Score {
    /**
     * The softmax probability of a class, and of a weighted sum of classes the weighted sum of their probabilities. Neurons have
     * no probability: of sums with neurons, and of neurons, it is the value.
     */
    PROBABILITY,
    /** The value: the logit of a class, the feature of a neuron. */
    VALUE
}
