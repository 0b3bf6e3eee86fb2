package io.github.hdecomp.analysis;

import io.github.hdecomp.data.BulkRun;
import java.util.List;

/** What an experiment found: a record of numbers, names, lists and maps, with one entry per picture among them. */
public interface AnalysisResult {

    /**
     * What it was found with.
     *
     * @return the provenance
     */
    AnalysisProvenance provenance();

    /**
     * The pictures that could not be used.
     *
     * @return in the order of the set
     */
    List<BulkRun.Failure> failures();

    /**
     * What to read.
     *
     * @return the most important table first
     */
    List<Table> tables();

    /**
     * What to plot.
     *
     * @return the most important figure first; may be empty
     */
    List<Figure> figures();
}
