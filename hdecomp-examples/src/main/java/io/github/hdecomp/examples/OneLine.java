package io.github.hdecomp.examples;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Writes every state of a bar over the last one. */
record OneLine(PrintWriter err) implements ProgressBarConsumer {
    private static final int WIDTH = 100;

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String line) {
        err.print("\r" + line);
        err.flush();
    }

    @Override
    public void close() {
        err.println();
    }
}
