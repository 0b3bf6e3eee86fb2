package io.github.hdecomp.export;

import io.github.hdecomp.tree.EvidenceTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes evidence trees in one format. */
public interface TreeExporter {

    /**
     * Writes a tree.
     *
     * @param tree the tree
     * @param out receives the bytes; flushed, not closed
     * @throws IOException if {@code out} does
     */
    void write(EvidenceTree tree, OutputStream out) throws IOException;

    /**
     * Writes a tree to a file, whole or not at all: to a temporary file beside it, which is then moved.
     *
     * @param tree the tree
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    default void write(EvidenceTree tree, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                write(tree, out);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
