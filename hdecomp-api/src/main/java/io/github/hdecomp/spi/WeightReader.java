package io.github.hdecomp.spi;

import io.github.hdecomp.model.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads one file format of weights. Files are told apart by their content, never by their name. */
public interface WeightReader {

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
     * @return true if {@link #open} is worth trying
     */
    boolean accepts(ByteBuffer head, long fileSize);

    /**
     * Opens a file. No tensor is read and nothing in the file is ever executed.
     *
     * @param file the file
     * @return its tensors; the caller closes it
     * @throws io.github.hdecomp.model.MalformedWeightsException if the file departs from the format
     * @throws IOException if the file cannot be read
     */
    Weights open(Path file) throws IOException;
}
