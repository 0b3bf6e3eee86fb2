package io.github.hdecomp.examples;

import io.github.hdecomp.nd4j.train.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a training as a bar of steps, with loss and accuracy as they go. */
final class TrainingBar implements TrainingProgress.Listener, AutoCloseable {
    /** The part of the shown means that stays at each step. */
    private static final double KEEP = 0.95;

    private final ProgressBar bar;
    private double loss;
    private double right;
    private double weight;

    TrainingBar(PrintWriter err) {
        this.bar = new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(-1)
                .setUnit(" steps", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new OneLine(err))
                .build();
    }

    @Override
    public void after(TrainingProgress progress) {
        loss = KEEP * loss + (1 - KEEP) * progress.loss();
        right = KEEP * right + (1 - KEEP) * progress.correct() / progress.pictures();
        weight = KEEP * weight + 1 - KEEP;
        bar.maxHint(progress.steps());
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f, %.1f %%", loss / weight, 100 * right / weight));
        bar.stepTo(progress.step());
    }

    @Override
    public void close() {
        bar.close();
    }
}
