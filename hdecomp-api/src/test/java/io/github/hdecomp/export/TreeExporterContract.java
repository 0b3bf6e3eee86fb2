package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tree.EvidenceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every exporter keeps to: the same tree gives the same bytes, whatever the locale; a file is written whole or not at
 * all; the stream of the caller is not closed.
 */
public abstract class TreeExporterContract {

    /**
     * The exporter under test.
     *
     * @return a new one
     */
    protected abstract TreeExporter exporter();

    /**
     * The bytes of a tree.
     *
     * @param tree the tree
     * @return what the exporter writes
     */
    protected byte[] bytes(EvidenceTree tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            exporter().write(tree, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    @Property(tries = 50)
    void bytesDoNotDependOnTheLocale(@ForAll long seed) {
        EvidenceTree tree = RandomTrees.of(seed);
        byte[] here = bytes(tree);
        assertThat(here).isNotEmpty();
        Locale before = Locale.getDefault();
        try {
            for (String tag : new String[] {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(bytes(tree)).isEqualTo(here);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tree");
        EvidenceTree tree = RandomTrees.of(1);
        exporter().write(tree, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(tree));
        TreeExporter failing = (written, out) -> {
            out.write(1);
            throw new IOException("disk full");
        };
        assertThatThrownBy(() -> failing.write(tree, file)).hasMessage("disk full");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(tree));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theStreamIsFlushedAndLeftOpen() throws IOException {
        boolean[] seen = new boolean[2];
        exporter().write(RandomTrees.of(2), new OutputStream() {
            @Override
            public void write(int value) {}

            @Override
            public void write(byte[] bytes, int from, int length) {
                assertThat(Arrays.copyOfRange(bytes, from, from + length)).hasSize(length);
            }

            @Override
            public void flush() {
                seen[0] = true;
            }

            @Override
            public void close() {
                seen[1] = true;
            }
        });
        assertThat(seen).containsExactly(true, false);
    }
}
