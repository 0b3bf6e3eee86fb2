package io.github.hdecomp.spi;

import java.io.IOException;
import java.nio.file.Path;

/** Reads one file format that holds a whole network: its graph and its weights. */
public interface NetworkReader extends FileFormat {

    /**
     * Opens a file. The graph is read, but no large tensor, and nothing in the file is ever executed.
     *
     * @param file the file
     * @return the network; the caller closes it
     * @throws io.github.hdecomp.model.MalformedWeightsException if the file departs from the format, or its graph has
     *     operators that are not supported (lists all of them)
     * @throws IOException if the file cannot be read
     */
    NetworkFile open(Path file) throws IOException;
}
