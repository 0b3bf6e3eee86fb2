package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import io.github.hdecomp.model.Model;
import java.io.IOException;

/** An experiment on a network and a set of pictures. One is one record, whose components are its options. */
public interface DataSetAnalysis {

    /**
     * The name by which a command line asks for it.
     *
     * @return lower case words joined by hyphens
     */
    String name();

    /**
     * Does the experiment.
     *
     * @param model the network, which is not changed
     * @param images the pictures, prepared as the network wants them
     * @param run how they are gone through
     * @return what was found
     * @throws IOException if the journal fails or no picture could be used
     * @throws IllegalArgumentException if the options do not fit the network
     */
    AnalysisResult run(Model model, ImageSet images, BulkRun run) throws IOException;
}
