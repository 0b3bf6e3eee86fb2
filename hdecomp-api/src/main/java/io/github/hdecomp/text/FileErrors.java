package io.github.hdecomp.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What is wrong with a file, in words: the JDK's exceptions of file systems often say no more than the file's name. */
public final class FileErrors {
    private FileErrors() {}

    /**
     * Checks that a file can be opened for reading, and says why not.
     *
     * @param file the file
     * @param expected what it should be, such as {@code file of weights}
     * @throws NoSuchFileException if there is none
     * @throws AccessDeniedException if it may not be read
     * @throws IOException if it is a folder or a device, or the file system cannot tell
     */
    public static void checkReadable(Path file, String expected) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException absent) {
            throw new NoSuchFileException(file.toString(), null, "there is no such " + expected);
        } catch (IOException unknown) {
            throw explained(unknown);
        }
        if (attributes.isDirectory()) {
            throw new FileSystemException(file.toString(), null, "it is a folder, expected a " + expected);
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "it is a device or a pipe, expected a " + expected + "; save it to one first");
        }
        if (!Files.isReadable(file)) {
            throw explained(new AccessDeniedException(file.toString()));
        }
    }

    /**
     * The exception with a reason in its message.
     *
     * @param exception any; one that has a reason, or is not about the file system, is returned as it is
     * @return one of the same kind
     */
    public static IOException explained(IOException exception) {
        if (!(exception instanceof FileSystemException plain) || plain.getReason() != null || plain.getFile() == null) {
            return exception;
        }
        IOException explained = withReason(plain);
        if (explained != exception) {
            explained.initCause(exception);
        }
        return explained;
    }

    private static IOException withReason(FileSystemException plain) {
        String file = plain.getFile();
        if (plain instanceof AccessDeniedException) {
            return new AccessDeniedException(file, null, "permission denied; change its permissions or take a copy");
        }
        if (plain instanceof NoSuchFileException) {
            return new NoSuchFileException(file, null, "there is no such file or folder");
        }
        if (plain instanceof FileAlreadyExistsException) {
            return new FileAlreadyExistsException(file, null, "there is already a file of this name");
        }
        if (plain instanceof NotDirectoryException) {
            return new FileSystemException(file, null, "it is no folder");
        }
        if (plain instanceof DirectoryNotEmptyException) {
            return new FileSystemException(file, null, "it is a folder that is not empty");
        }
        if (plain instanceof FileSystemLoopException) {
            return new FileSystemException(file, null, "its symbolic links go round in a circle");
        }
        return plain;
    }
}
