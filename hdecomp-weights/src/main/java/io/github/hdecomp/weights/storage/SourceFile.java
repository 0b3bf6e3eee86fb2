package io.github.hdecomp.weights.storage;

import io.github.hdecomp.model.MalformedWeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An open file that is read at positions. Nothing is allocated for a length before the file is known to be that long. */
public final class SourceFile implements AutoCloseable {
    /** Bytes that are mapped at once, a power of two; maps overlap by the widest value. */
    private static final long SEGMENT = 1L << 30;

    private static final int OVERLAP = 8;

    /** Files up to this many bytes are read rather than mapped as a whole. */
    private static final int SMALL = 1 << 20;

    private final FileChannel channel;
    private final Path path;
    private final String name;
    private final long size;
    private final Map<Long, ByteBuffer> segments = new HashMap<>();

    private SourceFile(FileChannel channel, Path path, long size) {
        this.channel = channel;
        this.path = path;
        this.name = path.toString();
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return the open file; the caller closes it
     * @throws IOException if it cannot be opened
     */
    public static SourceFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SourceFile(channel, file, channel.size());
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * What to call it in messages.
     *
     * @return its path
     */
    public String name() {
        return name;
    }

    /**
     * Its length when it was opened.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * Another file that this one names: in its folder or below.
     *
     * @param relative the name in the file; not believed
     * @param at the byte where it is named, for complaints
     * @return the path of an existing file
     * @throws MalformedWeightsException if the name leads out of the folder or there is no such file
     */
    public Path beside(String relative, long at) throws MalformedWeightsException {
        Path folder = path.toAbsolutePath().getParent();
        try {
            Path named = Path.of(relative);
            boolean inside = !relative.isEmpty()
                    && named.getRoot() == null
                    && relative.indexOf('\\') < 0
                    && StreamSupport.stream(named.spliterator(), false)
                            .noneMatch(part -> part.toString().equals(".."));
            if (inside && folder != null && Files.isRegularFile(folder.resolve(named))) {
                return folder.resolve(named);
            }
            throw malformed(
                    at,
                    "it names the file " + relative + ", which "
                            + (inside ? "does not exist beside it" : "does not lie in its folder and is not read"));
        } catch (InvalidPathException impossible) {
            throw malformed(at, "it names a file by no possible name: " + relative);
        }
    }

    /**
     * Fills a buffer.
     *
     * @param target receives the bytes from its position to its limit. Modified.
     * @param position the first byte in the file
     * @throws MalformedWeightsException if the file ends before
     * @throws IOException if it cannot be read
     */
    public void readFully(ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw malformed(at, "the file ends " + target.remaining() + " bytes too early; it is truncated");
            }
            at += read;
        }
    }

    /**
     * Some bytes.
     *
     * @param position the first
     * @param length how many
     * @return the bytes
     * @throws MalformedWeightsException if the file does not have them
     * @throws IOException if it cannot be read
     */
    public byte[] bytes(long position, long length) throws IOException {
        if (position < 0 || length < 0 || length > size - position || length > Integer.MAX_VALUE - 8) {
            throw malformed(
                    position,
                    length + " bytes are wanted from byte " + position + ", but the file has " + size
                            + "; it is truncated or damaged");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        readFully(bytes, position);
        return bytes.array();
    }

    /**
     * The bytes around a position as a map of the file, for values that lie far apart. Maps are kept until the file is
     * closed and their memory is given back by the garbage collector after that.
     *
     * @param position a byte of the file
     * @return a map that holds at least the eight bytes from there, or all up to the end of the file
     * @throws IOException if it cannot be mapped
     */
    synchronized ByteBuffer segment(long position) throws IOException {
        long number = position / SEGMENT;
        ByteBuffer known = segments.get(number);
        if (known == null) {
            long start = number * SEGMENT;
            long length = Math.min(SEGMENT + OVERLAP, size - start);
            known = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
            segments.put(number, known);
        }
        return known;
    }

    /**
     * The whole file, for formats that are parsed in memory: a map if it is large, whose memory is given back by the garbage
     * collector, and read if it is small, since maps are few.
     *
     * @return all bytes
     * @throws MalformedWeightsException if the file is larger than 2<sup>31</sup>-1 bytes
     * @throws IOException if it cannot be mapped
     */
    public ByteBuffer whole() throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw malformed(0, "it has " + size + " bytes, but a file of this format has at most 2^31-1");
        }
        return size <= SMALL
                ? ByteBuffer.wrap(bytes(0, size)).asReadOnlyBuffer()
                : channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }

    /** The place of a position in its {@link #segment}. */
    static int inSegment(long position) {
        return (int) (position % SEGMENT);
    }

    /**
     * A complaint about this file.
     *
     * @param offset the byte where it departs from its format; brought into the file
     * @param complaint what was got, what was expected, what to do
     * @return the exception to throw
     */
    public MalformedWeightsException malformed(long offset, String complaint) {
        return new MalformedWeightsException(name, Math.max(0, Math.min(offset, size)), complaint);
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            segments.clear();
        }
        channel.close();
    }
}
