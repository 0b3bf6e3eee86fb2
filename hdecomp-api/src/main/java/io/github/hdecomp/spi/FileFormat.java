package io.github.hdecomp.spi;

import java.nio.ByteBuffer;

/** A file format that is told by its content, never by a file's name. */
public interface FileFormat {

    /** How many of a file's first bytes {@link #accepts} is shown at the most. */
    int HEAD_BYTES = 512;

    /**
     * What the format is called.
     *
     * @return such as {@code safetensors}
     */
    String format();

    /**
     * Whether a file looks like this format.
     *
     * @param head the first bytes of the file, fewer than {@link #HEAD_BYTES} only if the file is shorter; little endian
     * @param fileSize the size of the file in bytes
     * @return true if opening it is worth trying
     */
    boolean accepts(ByteBuffer head, long fileSize);
}
