package io.github.hdecomp.weights.storage;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * A run of values of one type in a file.
 *
 * @param file the file
 * @param type of the values
 * @param order of the bytes of each value
 * @param position the first byte
 * @param count how many values
 */
public record Storage(SourceFile file, ElementType type, ByteOrder order, long position, long count) {

    /**
     * A run that the file has.
     *
     * @param file the file
     * @param type of the values
     * @param order of the bytes of each value
     * @param position the first byte
     * @param count how many values
     * @param what to call it in complaints
     * @return the run
     * @throws IOException if the file is shorter
     */
    public static Storage of(SourceFile file, ElementType type, ByteOrder order, long position, long count, String what)
            throws IOException {
        if (position < 0 || position > file.size() || count < 0 || count > (file.size() - position) / type.width()) {
            throw file.malformed(
                    position,
                    what + " has " + count + " values of " + type + " from byte " + position + ", but the file has "
                            + file.size() + " bytes; it is truncated or damaged");
        }
        return new Storage(file, type, order, position, count);
    }

    /**
     * A part of this run.
     *
     * @param from index of its first value
     * @param length how many values
     * @param what to call it in complaints
     * @return the part
     * @throws IOException if this run is shorter
     */
    public Storage part(long from, long length, String what) throws IOException {
        if (from < 0 || length < 0 || from > count || length > count - from) {
            throw file.malformed(
                    position, what + " has " + length + " values from " + from + " of a storage of " + count);
        }
        return new Storage(file, type, order, position + from * type.width(), length);
    }
}
