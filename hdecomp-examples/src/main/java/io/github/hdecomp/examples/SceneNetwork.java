package io.github.hdecomp.examples;

import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The network of commands that work on scenes. */
final class SceneNetwork {
    private SceneNetwork() {}

    /** The network that was asked for; without a word on it, the one that comes with HDecomp. */
    static Model open(NetworkOptions options, CommandSpec command) throws IOException {
        try (NetworkFile file =
                options.open(command.commandLine().getErr()).orElseThrow(() -> missing(command.commandLine()))) {
            return Models.build(file.spec(), file.weights(), ModelOptions.defaults());
        }
    }

    private static ParameterException missing(CommandLine commandLine) {
        return new ParameterException(commandLine, "Missing required option: '--weights=FILE'");
    }
}
