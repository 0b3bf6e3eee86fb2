package io.github.hdecomp.weights.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a part of a file one after the other, with the position of the next in the file. */
public final class FileStream extends InputStream {
    private static final int BUFFER = 1 << 13;

    private final SourceFile file;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    /** The position in the file of the byte behind the buffer. */
    private long behind;

    /**
     * A part of a file.
     *
     * @param file the file
     * @param start the first byte
     * @param length how many bytes
     * @throws IOException if the file is shorter
     */
    public FileStream(SourceFile file, long start, long length) throws IOException {
        if (start < 0 || length < 0 || start > file.size() || length > file.size() - start) {
            throw file.malformed(
                    start,
                    length + " bytes are wanted from byte " + start + ", but the file has " + file.size()
                            + "; it is truncated or damaged");
        }
        this.file = file;
        this.behind = start;
        this.end = start + length;
    }

    /**
     * The file.
     *
     * @return as given
     */
    public SourceFile file() {
        return file;
    }

    /**
     * Where the next byte lies.
     *
     * @return its position in the file
     */
    public long position() {
        return behind - buffer.remaining();
    }

    /**
     * How many bytes are left.
     *
     * @return 0 at the end
     */
    public long remaining() {
        return end - position();
    }

    private boolean fill() throws IOException {
        if (!buffer.hasRemaining() && behind < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - behind));
            file.readFully(buffer, behind);
            behind += buffer.flip().remaining();
        }
        return buffer.hasRemaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, at, count);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, remaining()));
        long to = position() + skipped;
        buffer.limit(0);
        behind = to;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(remaining(), Integer.MAX_VALUE);
    }

    /**
     * Bytes that must be there.
     *
     * @param count how many
     * @return the bytes
     * @throws IOException if the part ends before
     */
    public byte[] exactly(long count) throws IOException {
        if (count < 0 || count > remaining()) {
            throw file.malformed(
                    position(), count + " bytes are wanted, but " + remaining() + " are left; the file is truncated");
        }
        byte[] bytes = readNBytes((int) Math.min(count, Integer.MAX_VALUE - 8));
        if (bytes.length != count) {
            throw file.malformed(position(), count + " bytes are too many for one value");
        }
        return bytes;
    }

    /**
     * Passes over bytes that must be there.
     *
     * @param count how many
     * @throws IOException if the part ends before
     */
    public void pass(long count) throws IOException {
        if (count < 0 || count > remaining()) {
            throw file.malformed(
                    position(), count + " bytes are wanted, but " + remaining() + " are left; the file is truncated");
        }
        skip(count);
    }

    /**
     * A whole number of eight bytes.
     *
     * @param order of its bytes
     * @return the number
     * @throws IOException if the part ends before
     */
    public long int64(ByteOrder order) throws IOException {
        return ByteBuffer.wrap(exactly(Long.BYTES)).order(order).getLong();
    }

    /**
     * A whole number of four bytes.
     *
     * @param order of its bytes
     * @return the number
     * @throws IOException if the part ends before
     */
    public int int32(ByteOrder order) throws IOException {
        return ByteBuffer.wrap(exactly(Integer.BYTES)).order(order).getInt();
    }
}
