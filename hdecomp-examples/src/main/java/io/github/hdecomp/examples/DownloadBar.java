package io.github.hdecomp.examples;

import io.github.hdecomp.weights.download.Progress;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a download as a bar on one line; nothing where nothing has to be fetched. */
final class DownloadBar implements Progress, AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final PrintWriter err;
    private Optional<ProgressBar> bar = Optional.empty();

    DownloadBar(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void at(String file, long done, long total) {
        ProgressBar shown = bar.orElseGet(() -> start(file, total));
        bar = Optional.of(shown);
        shown.stepTo(done);
    }

    private ProgressBar start(String file, long total) {
        return new ProgressBarBuilder()
                .setTaskName(file)
                .setInitialMax(total)
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new OneLine(err))
                .build();
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
