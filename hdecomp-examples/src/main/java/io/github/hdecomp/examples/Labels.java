package io.github.hdecomp.examples;

import io.github.hdecomp.text.FileErrors;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files with the names of classes, a line each, in order. */
final class Labels {
    private Labels() {}

    /** Reads names; WordNet ids in front of them, as ImageNet lists have, and blank lines at the end are left out. */
    static List<String> read(Path file) throws IOException {
        return lines(file).stream()
                .map(line -> line.replaceFirst("^n\\d{8}\\s+", ""))
                .toList();
    }

    /** Reads names with the WordNet ids in front of them; blank lines at the end are left out. */
    static List<String> lines(Path file) throws IOException {
        FileErrors.checkReadable(file, "file of labels");
        try {
            List<String> names =
                    Files.readAllLines(file).stream().map(String::strip).toList();
            int count = names.size();
            while (count > 0 && names.get(count - 1).isEmpty()) {
                count--;
            }
            return names.subList(0, count);
        } catch (MalformedInputException binary) {
            throw new IOException(file + ": not a text file in UTF-8, expected one label per line", binary);
        }
    }
}
