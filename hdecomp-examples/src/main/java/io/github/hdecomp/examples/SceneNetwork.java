package io.github.hdecomp.examples;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The network of commands that work on scenes. */
final class SceneNetwork {
    private SceneNetwork() {}

    /** The network that was asked for; without a word on it, the one that comes with HDecomp. */
    static Model open(NetworkOptions options, CommandSpec command) throws IOException {
        Optional<NetworkFile> file = options.open(command.commandLine().getErr());
        if (file.isEmpty()) {
            return Models.demo();
        }
        try (NetworkFile found = file.get()) {
            return Models.build(found.spec(), found.weights(), ModelOptions.defaults());
        }
    }
}
