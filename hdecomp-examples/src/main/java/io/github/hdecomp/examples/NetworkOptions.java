package io.github.hdecomp.examples;

import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told its network. */
final class NetworkOptions {
    @Option(names = "--weights", paramLabel = "FILE", description = "The network's file; what it is, its content says.")
    private @Nullable Path weights;

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            description = "The network, such as resnet18, where the names of the weights do not tell.")
    private @Nullable String architecture;

    /** The network that was asked for by name alone. */
    Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** The file of the network, opened; empty if none was named. */
    Optional<NetworkFile> open() throws IOException {
        if (weights == null) {
            return Optional.empty();
        }
        return Optional.of(architecture == null ? Models.identify(weights) : Models.identify(architecture, weights));
    }
}
