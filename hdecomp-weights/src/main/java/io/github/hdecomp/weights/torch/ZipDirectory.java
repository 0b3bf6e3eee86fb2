package io.github.hdecomp.weights.torch;

import io.github.hdecomp.weights.storage.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the entries of a zip archive lie whose entries are stored without compression, as PyTorch's are. Nothing is ever
 * inflated, so no archive can grow. The JDK's own reader does not tell the positions, and values have to be read at them.
 *
 * @param entries by name, in the order of the directory
 */
record ZipDirectory(Map<String, Entry> entries) {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_LOCATOR_64 = 0x07064b50;
    private static final int END_LOCATOR_64_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int EXTRA_64 = 1;
    private static final long IN_EXTRA = 0xffffffffL;

    /**
     * One entry.
     *
     * @param position its first byte
     * @param size in bytes
     */
    record Entry(long position, long size) {}

    static ZipDirectory read(SourceFile file) throws IOException {
        long end = findEnd(file);
        ByteBuffer record = buffer(file, end, END_BYTES);
        long count = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        if (end >= END_LOCATOR_64_BYTES) {
            ByteBuffer locator = buffer(file, end - END_LOCATOR_64_BYTES, END_LOCATOR_64_BYTES);
            if (locator.getInt(0) == END_LOCATOR_64) {
                ByteBuffer large = buffer(file, locator.getLong(8), END_64_BYTES);
                check(file, large.getInt(0) == END_64, locator.getLong(8), "no end of a 64-bit directory");
                count = large.getLong(32);
                size = large.getLong(40);
                start = large.getLong(48);
            }
        }
        check(file, count >= 0 && count <= size / CENTRAL_BYTES, end, count + " entries in " + size + " bytes");
        check(file, start >= 0 && size >= 0 && start <= end - size, end, "a directory that leaves the file");
        return new ZipDirectory(entries(file, start, size, count));
    }

    private static ByteBuffer buffer(SourceFile file, long position, long length) throws IOException {
        return ByteBuffer.wrap(file.bytes(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(SourceFile file, boolean expectation, long at, String complaint) throws IOException {
        if (!expectation) {
            throw file.malformed(at, "the zip archive has " + complaint + "; it is truncated or damaged");
        }
    }

    /** The end record stands last, behind it at the most a comment. */
    private static long findEnd(SourceFile file) throws IOException {
        long tail = Math.max(0, file.size() - END_BYTES - LONGEST_COMMENT);
        ByteBuffer bytes = buffer(file, tail, file.size() - tail);
        for (int at = bytes.limit() - END_BYTES; at >= 0; at--) {
            boolean found = bytes.getInt(at) == END
                    && at + END_BYTES + Short.toUnsignedInt(bytes.getShort(at + 20)) == bytes.limit();
            if (found) {
                return tail + at;
            }
        }
        throw file.malformed(file.size(), "the zip archive has no directory at its end; it is truncated");
    }

    private static Map<String, Entry> entries(SourceFile file, long start, long size, long count) throws IOException {
        ByteBuffer directory = buffer(file, start, size);
        Map<String, Entry> entries = new LinkedHashMap<>();
        int at = 0;
        for (long i = 0; i < count; i++) {
            check(file, at <= size - CENTRAL_BYTES, start + at, "an entry that leaves the directory");
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int extraLength = Short.toUnsignedInt(directory.getShort(at + 30));
            int commentLength = Short.toUnsignedInt(directory.getShort(at + 32));
            int next = at + CENTRAL_BYTES + nameLength + extraLength + commentLength;
            check(file, directory.getInt(at) == CENTRAL && next <= size, start + at, "no entry where one should be");
            byte[] name = new byte[nameLength];
            directory.get(at + CENTRAL_BYTES, name);
            String text = new String(name, StandardCharsets.UTF_8);
            ByteBuffer header = directory.slice(at, next - at).order(ByteOrder.LITTLE_ENDIAN);
            Entry entry = entry(file, text, header, start);
            check(file, entries.put(text, entry) == null, start + at, "two entries " + text);
            at = next;
        }
        return entries;
    }

    /** An entry, out of its header in the directory; where its bytes start, only its other header in front of them tells. */
    private static Entry entry(SourceFile file, String name, ByteBuffer header, long directory) throws IOException {
        long compressed = Integer.toUnsignedLong(header.getInt(20));
        long size = Integer.toUnsignedLong(header.getInt(24));
        long local = Integer.toUnsignedLong(header.getInt(42));
        ByteBuffer large = extra64(header);
        size = size == IN_EXTRA && large.remaining() >= Long.BYTES ? large.getLong() : size;
        compressed = compressed == IN_EXTRA && large.remaining() >= Long.BYTES ? large.getLong() : compressed;
        local = local == IN_EXTRA && large.remaining() >= Long.BYTES ? large.getLong() : local;
        if (header.getShort(10) != 0 || (header.getShort(8) & 1) != 0 || compressed != size) {
            throw file.malformed(
                    directory, name + " is compressed or encrypted in the zip archive; torch.save writes neither");
        }
        check(file, local >= 0 && local <= directory - LOCAL_BYTES, directory, "no bytes for " + name);
        ByteBuffer front = buffer(file, local, LOCAL_BYTES);
        long position =
                local + LOCAL_BYTES + Short.toUnsignedInt(front.getShort(26)) + Short.toUnsignedInt(front.getShort(28));
        check(file, front.getInt(0) == LOCAL, local, "no bytes of " + name + " where they should be");
        check(file, size >= 0 && size <= directory - position, local, size + " bytes of " + name);
        return new Entry(position, size);
    }

    /** Sizes and positions of 64 bits in a header of the directory, empty if there are none. */
    private static ByteBuffer extra64(ByteBuffer header) {
        int at = CENTRAL_BYTES + Short.toUnsignedInt(header.getShort(28));
        int end = at + Short.toUnsignedInt(header.getShort(30));
        while (at <= end - 4) {
            int length = Short.toUnsignedInt(header.getShort(at + 2));
            if (header.getShort(at) == EXTRA_64 && at + 4 + length <= end) {
                return header.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + length;
        }
        return ByteBuffer.allocate(0);
    }
}
