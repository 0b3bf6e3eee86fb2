package io.github.hdecomp.examples;

import io.github.hdecomp.examples.failure.FailureFolder;
import io.github.hdecomp.examples.failure.FailureSearch;
import io.github.hdecomp.examples.failure.FailureStory;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.model.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds a wrong decision and the part that is to blame for it. */
@Command(
        name = "failure-story",
        description =
                "Finds a picture that the network gets wrong, the part that misled it by the evidence tree, and the"
                        + " occlusion that repairs the decision; writes pictures and a page of text.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        sortOptions = false)
final class FailureStoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which scenes to look through (default: ${DEFAULT-VALUE}).")
    private long seed = 3_000_000;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "How many scenes to look through (default: ${DEFAULT-VALUE}).")
    private int most = 2800;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write; created if need be.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        FailureSearch search = new FailureSearch(new Scenes(seed), most);
        OutputFolder.create(out);
        PrintWriter writer = command.commandLine().getOut();
        try (Model model = SceneNetwork.open(network, command);
                AnalysisBar bar =
                        new AnalysisBar("scenes", command.commandLine().getErr())) {
            Optional<FailureStory> found = search.find(model, bar);
            if (found.isEmpty()) {
                writer.println(
                        "No counterfactual of " + most + " scenes is taken for its scene because of one part; look at"
                                + " more with --most or at others with --seed.");
                writer.flush();
                return 0;
            }
            FailureStory story = found.get();
            new FailureFolder(out).write(model, story);
            writer.println("The network takes a " + story.right().label() + " for a "
                    + story.wrong().label() + "; without the "
                    + story.guilty().orElseThrow().part().label() + " it is right.");
        }
        writer.println("Written: read " + out.resolve("failure-story.md") + ", look at " + out.resolve("story.png"));
        writer.flush();
        return 0;
    }
}
