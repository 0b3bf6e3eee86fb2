package io.github.hdecomp.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {

    @Test
    void checkReadable(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("w.st"), "x");
        assertThatCode(() -> FileErrors.checkReadable(file, "file of weights")).doesNotThrowAnyException();
        assertThatThrownBy(() -> FileErrors.checkReadable(folder.resolve("v.st"), "file of weights"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageEndingWith("v.st: there is no such file of weights");
        assertThatThrownBy(() -> FileErrors.checkReadable(folder, "file of weights"))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": it is a folder, expected a file of weights");
        assertThatThrownBy(() -> FileErrors.checkReadable(file.resolve("below"), "file"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageMatching(".*below: .+");
    }

    @Test
    void checkReadable_device() {
        Path device = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(device), "skipped: there is no /dev/null");
        assertThatThrownBy(() -> FileErrors.checkReadable(device, "file"))
                .hasMessage("/dev/null: it is a device or a pipe, expected a file; save it to one first");
    }

    @Test
    void checkReadable_permissions(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("w.st"), "x");
        Assumptions.assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Set<PosixFilePermission> none = Set.of();
        Files.setPosixFilePermissions(file, none);
        Assumptions.assumeFalse(Files.isReadable(file), "skipped: this user may read everything");
        assertThatThrownBy(() -> FileErrors.checkReadable(file, "file"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("w.st: permission denied");
    }

    @Test
    void everyKindGetsAReason() {
        assertThat(FileErrors.explained(new AccessDeniedException("w.st")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("w.st: permission denied; change its permissions or take a copy");
        for (FileSystemException plain : List.of(
                new NoSuchFileException("w"),
                new FileAlreadyExistsException("w"),
                new NotDirectoryException("w"),
                new DirectoryNotEmptyException("w"),
                new FileSystemLoopException("w"))) {
            assertThat(FileErrors.explained(plain))
                    .hasMessageMatching("w: [a-z ]{10,}")
                    .hasCause(plain);
        }
    }

    @Test
    void whatSaysWhyIsLeftAsItIs() {
        IOException full = new FileSystemException("w", null, "no space left on device");
        assertThat(FileErrors.explained(full)).isSameAs(full);
        IOException other = new IOException("connection lost");
        assertThat(FileErrors.explained(other)).isSameAs(other);
        IOException nameless = new AccessDeniedException(null);
        assertThat(FileErrors.explained(nameless)).isSameAs(nameless);
    }
}
