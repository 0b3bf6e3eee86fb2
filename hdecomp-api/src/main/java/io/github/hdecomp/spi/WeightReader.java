package io.github.hdecomp.spi;

import io.github.hdecomp.model.Weights;
import java.io.IOException;
import java.nio.file.Path;

/** Reads one file format of weights: tensors by name, without the network that they belong to. */
public interface WeightReader extends FileFormat {

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
