package io.github.hdecomp.examples;

import io.github.hdecomp.examples.scenes.ContextMaps;
import io.github.hdecomp.examples.scenes.SceneFolder;
import io.github.hdecomp.examples.scenes.Scenes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws pictures whose parts are known. */
@Command(
        name = "scenes",
        description = "Draws pictures of 14 classes made of known parts; writes pictures, label maps of parts and of"
                + " backgrounds, and lists.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class ScenesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Option(names = "--count", required = true, paramLabel = "N", description = "How many pictures.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which pictures; the same seed gives the same ones (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--counterfactuals",
            description = "Also draw every scene with the part swapped that makes it the other class of its pair.")
    private boolean counterfactuals;

    @Override
    public Integer call() throws IOException {
        OutputFolder.create(out);
        new SceneFolder(out, counterfactuals).write(new Scenes(seed), count);
        new ContextMaps(out).write(new Scenes(seed), count);
        PrintWriter writer = command.commandLine().getOut();
        writer.println("Written: " + count + " pictures with their label maps; look at " + out.resolve("sheet.png"));
        writer.flush();
        return 0;
    }
}
