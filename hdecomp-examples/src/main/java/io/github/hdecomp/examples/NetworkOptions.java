package io.github.hdecomp.examples;

import io.github.hdecomp.spi.NetworkFile;
import io.github.hdecomp.weights.Models;
import io.github.hdecomp.weights.download.Downloads;
import io.github.hdecomp.weights.download.Published;
import io.github.hdecomp.weights.download.PublishedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told its network; without any, it is the one that comes with HDecomp. */
final class NetworkOptions {
    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "The network's file; what it is, its content says. Without it, the network that comes along.")
    private @Nullable Path weights;

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            description = "The network, such as resnet18, where the names of the weights do not tell.")
    private @Nullable String architecture;

    @Option(
            names = "--pretrained",
            paramLabel = "NAME",
            description = "In place of both: a network with torchvision's weights, which are fetched once.")
    private @Nullable String pretrained;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where fetched weights are kept; without it, the user's cache folder.")
    private @Nullable Path cache;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "The folder that weights are fetched from; without it, torchvision's.")
    private @Nullable URI mirror;

    /** The network that was asked for by name alone. */
    Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** Whether a network was named. */
    boolean isNamed() {
        return pretrained != null || weights != null || architecture != null;
    }

    /** The network, opened; empty if it was named, but not its weights. */
    Optional<NetworkFile> open(PrintWriter err) throws IOException {
        if (!isNamed()) {
            return Optional.of(Models.demoNetwork());
        }
        if (pretrained != null) {
            return Optional.of(Models.identify(pretrained, fetch(Published.find(pretrained), err)));
        }
        if (weights == null) {
            return Optional.empty();
        }
        return Optional.of(architecture == null ? Models.identify(weights) : Models.identify(architecture, weights));
    }

    private Path fetch(PublishedFile file, PrintWriter err) throws IOException {
        Downloads downloads = Downloads.defaults();
        downloads = cache == null ? downloads : downloads.withFolder(cache);
        downloads = mirror == null ? downloads : downloads.withServer(mirror);
        try (DownloadBar bar = new DownloadBar(err)) {
            return downloads.withProgress(bar).fetch(file);
        }
    }
}
