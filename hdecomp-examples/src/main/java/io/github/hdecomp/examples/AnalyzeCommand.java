package io.github.hdecomp.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Does an experiment on a set of pictures. */
@Command(
        name = "analyze",
        description = "Does an experiment on a set of pictures; each has a name, options of its own and --help.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            AnalyzePcc.class,
            AnalyzeMasking.class,
            AnalyzeDistribution.class,
            AnalyzeSurrogate.class,
            AnalyzeDiscriminative.class,
            AnalyzeMissed.class,
            AnalyzeGroups.class,
            AnalyzeRandomization.class,
            AnalyzeLabelRandomization.class,
            AnalyzeAblation.class,
            AnalyzeAdversarial.class,
            AnalyzeFailures.class,
            AnalyzeContext.class,
            AnalyzeClassGraph.class
        })
final class AnalyzeCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "Which experiment? One of "
                        + String.join(", ", command.subcommands().keySet()));
    }
}
