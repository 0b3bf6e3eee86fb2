package io.github.hdecomp.nd4j.layer;

/** How relevance goes from a layer's output to its inputs. */
public enum RelevanceFlow {
    /** Every value of the input receives the relevance of the output value in its place. */
    PASS,
    /** It takes the way of cotangents: to the values that the output is made of, unchanged. */
    ROUTE,
    /** In proportion to what each input value adds to the output: x · (∂y/∂x)ᵀ (R / y). */
    PROPORTION,
    /** By a rule for layers with weights, which are {@link Fusable}. */
    RULE,
    /** To the factor that is gated. */
    GATE
}
