package io.github.hdecomp.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Data that is not part of the project: weights, pictures and reference results in {@code ../shared} beside the checkout. */
final class Shared {
    private Shared() {}

    /** A file or folder there; the test is skipped where it is absent. */
    static Path data(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/data"))) {
                return folder.resolve("shared/data").resolve(path);
            }
        }
        throw new TestAbortedException("skipped: there is no ../shared/data beside the checkout");
    }
}
