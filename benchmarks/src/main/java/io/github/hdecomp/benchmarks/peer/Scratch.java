package io.github.hdecomp.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where files lie through which networks reach the peers. */
final class Scratch {
    private Scratch() {}

    /** The folder, below the build's own, so that cleaning the build removes what a crash left behind. */
    static Path folder() throws IOException {
        return Files.createDirectories(Path.of("target", "peers"));
    }
}
