package io.github.hdecomp.examples;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command writes to. */
final class OutputFolder {
    private OutputFolder() {}

    /** Makes sure, before any work is done, that results can be written. */
    static void create(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(folder + ": a file has this name, expected a folder to write to", taken);
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(
                    folder.toString(), null, "this folder may not be written to; choose another");
        }
    }
}
