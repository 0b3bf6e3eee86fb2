package io.github.hdecomp.weights.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip archives as {@code torch.save} lays them out, or as it never would. */
final class Archives {
    private Archives() {}

    static Path zip(Path file, int method, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> named : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(named.getKey());
                CRC32 crc = new CRC32();
                crc.update(named.getValue());
                entry.setMethod(method);
                entry.setSize(named.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(named.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** An archive with a pickle and the bytes of storage 0. */
    static Path torch(Path file, byte[] pickle, byte[] storage) throws IOException {
        return zip(file, ZipEntry.STORED, Map.of("a/data.pkl", pickle, "a/data/0", storage));
    }
}
