package io.github.hdecomp.weights.keras;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an array of a layer is, by Keras' name of it and under the name that it gets here. */
enum ArrayRole {
    /** The weights of a convolution or linear layer. */
    KERNEL("kernel|W", "weight"),

    /** What is added to each output. */
    BIAS("bias|b", "bias"),

    /** The factor of a batch norm. */
    GAMMA("gamma", "weight"),

    /** The summand of a batch norm. */
    BETA("beta", "bias"),

    /** The running mean of a batch norm. */
    MEAN("moving_mean|running_mean", "running_mean"),

    /** The running variance of a batch norm; Keras 1 calls it a deviation, which it is not. */
    VARIANCE("moving_variance|running_std", "running_var");

    private final Pattern names;
    private final String suffix;

    ArrayRole(String names, String suffix) {
        this.names = Pattern.compile("(?:.*[/_])?(?:" + names + ")(?:_\\d+)?(?::\\d+)?");
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /** The role of an array such as {@code conv1_bn/gamma:0} or {@code block1_conv1_W_1:0}. */
    static Optional<ArrayRole> of(String name) {
        return Arrays.stream(values())
                .filter(role -> role.names.matcher(name).matches())
                .findFirst();
    }
}
