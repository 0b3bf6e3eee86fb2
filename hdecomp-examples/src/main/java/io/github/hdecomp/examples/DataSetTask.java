package io.github.hdecomp.examples;

import io.github.hdecomp.analysis.AnalysisResult;
import io.github.hdecomp.analysis.DataSetAnalysis;
import io.github.hdecomp.data.BulkRun;
import io.github.hdecomp.data.ImageSet;
import java.io.IOException;

/** An experiment that needs nothing but a network and pictures. */
abstract class DataSetTask extends AnalysisTask {

    /** The experiment that the options ask for. */
    abstract DataSetAnalysis analysis() throws IOException;

    @Override
    final String name() {
        return getClass().getAnnotation(picocli.CommandLine.Command.class).name();
    }

    @Override
    final AnalysisResult run(Subject subject, ImageSet set, BulkRun run) throws IOException {
        return analysis().run(subject.model(), set, run);
    }
}
