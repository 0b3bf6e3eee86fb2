package io.github.hdecomp.examples;

import io.github.hdecomp.data.BulkRun;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far an experiment has come as a bar on one line; each of its passes starts the bar again. */
final class AnalysisBar implements BulkRun.Progress, AutoCloseable {
    private final String name;
    private final PrintWriter err;
    private Optional<ProgressBar> bar = Optional.empty();

    AnalysisBar(String name, PrintWriter err) {
        this.name = name;
        this.err = err;
    }

    @Override
    public void advance(int done, int total) {
        ProgressBar shown = bar.orElseGet(() -> start(total));
        bar = Optional.of(shown);
        shown.stepTo(done);
        if (done == total) {
            close();
        }
    }

    private ProgressBar start(int total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new OneLine(err))
                .build();
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
