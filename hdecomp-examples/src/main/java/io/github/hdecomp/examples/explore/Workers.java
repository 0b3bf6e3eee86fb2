package io.github.hdecomp.examples.explore;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A fixed number of threads on which requests are worked, with a bounded number of requests that wait for one. */
final class Workers implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    Workers(String name, int count, int waiting) {
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), work -> {
            Thread thread = new Thread(work, "explorer-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does some work on one of the threads and waits for it; what the work throws is thrown here. */
    <T> T run(Callable<T> work) throws Exception {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException full) {
            throw new Refusal(503, "The explorer is busy with other requests. Try again in a few seconds.");
        }
        try {
            return result.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw failed;
        } catch (InterruptedException stopped) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new Refusal(503, "The explorer is being shut down.");
        }
    }

    /** How many requests wait for a thread. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Takes no more work, and waits until what was begun is done. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("explorer: work goes on after " + PATIENCE_SECONDS + " seconds");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
