package io.github.hdecomp.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the pictures of a set are gone through: on several threads, with at most one picture per thread in memory, and with a
 * journal from which an interrupted run goes on. Results depend neither on the number of threads nor on interruptions.
 *
 * @param threads how many pictures are worked on at once, at least 1
 * @param journal a file that grows by a line of JSON per picture; if it exists, what it holds is not done again. It is left
 *     complete at the end, for the caller to delete once results are safe. Empty to keep none.
 * @param progress is told of every picture that is done
 * @param cancelled is asked before every picture whether to stop
 */
public record BulkRun(int threads, Optional<Path> journal, Progress progress, BooleanSupplier cancelled) {

    /**
     * Checks the range.
     *
     * @param threads see above
     * @param journal see above
     * @param progress see above
     * @param cancelled see above
     */
    public BulkRun {
        if (threads < 1) {
            throw new IllegalArgumentException("bulk run: threads " + threads + " must be at least 1");
        }
    }

    /** Is told how far a run has come; one call at a time. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Another picture is done, or has failed.
         *
         * @param done how many are, those of the journal included
         * @param total how many there are
         */
        void advance(int done, int total);
    }

    /**
     * What is done with each picture. It is called on several threads at once.
     *
     * @param <T> a record that Jackson writes and reads, of numbers, strings, lists and maps
     */
    @FunctionalInterface
    public interface Task<T> {

        /**
         * Works on one picture.
         *
         * @param index its number in the set
         * @param entry its name and class
         * @param picture the picture
         * @return the result; it has to depend on the arguments alone
         * @throws IOException if the picture cannot be used. So do {@link IllegalArgumentException} and
         *     {@link ArithmeticException}; any other exception ends the run.
         */
        T apply(int index, ImageEntry entry, BufferedImage picture) throws IOException;
    }

    /**
     * The result of a picture.
     *
     * @param <T> what was found
     * @param index its number in the set
     * @param name its name
     * @param value what was found
     */
    public record Item<T>(int index, String name, T value) {}

    /**
     * A picture that could not be used.
     *
     * @param name its name
     * @param reason why
     */
    public record Failure(String name, String reason) {}

    /**
     * The results of a set.
     *
     * @param <T> what was found of each picture
     * @param items in the order of the set
     * @param failures the pictures that could not be used, in the order of the set
     */
    public record Results<T>(List<Item<T>> items, List<Failure> failures) {

        /**
         * Keeps copies of the lists.
         *
         * @param items see above
         * @param failures see above
         */
        public Results {
            items = List.copyOf(items);
            failures = List.copyOf(failures);
        }

        /**
         * What was found, without the names of pictures.
         *
         * @return in the order of the set
         */
        public List<T> values() {
            return items.stream().map(Item::value).toList();
        }
    }

    /**
     * One picture at a time, without a journal.
     *
     * @return the defaults
     */
    public static BulkRun defaults() {
        return new BulkRun(1, Optional.empty(), (done, total) -> {}, () -> false);
    }

    /**
     * This run on another number of threads.
     *
     * @param count how many pictures are worked on at once, at least 1
     * @return the run
     */
    public BulkRun withThreads(int count) {
        return new BulkRun(count, journal, progress, cancelled);
    }

    /**
     * This run with a journal.
     *
     * @param file the journal, which need not exist
     * @return the run
     */
    public BulkRun withJournal(Path file) {
        return new BulkRun(threads, Optional.of(file), progress, cancelled);
    }

    /**
     * This run with its progress told.
     *
     * @param listener is told of every picture that is done
     * @return the run
     */
    public BulkRun withProgress(Progress listener) {
        return new BulkRun(threads, journal, listener, cancelled);
    }

    /**
     * This run with a way to stop it.
     *
     * @param stop is asked before every picture whether to stop
     * @return the run
     */
    public BulkRun withCancellation(BooleanSupplier stop) {
        return new BulkRun(threads, journal, progress, stop);
    }

    /**
     * Goes through a set.
     *
     * @param <T> what is found of each picture
     * @param images the pictures
     * @param purpose what is done, with all that results depend on; a journal of another purpose is refused
     * @param type the class of results
     * @param task what is done with each picture
     * @return the results
     * @throws IOException if the journal cannot be read, written or belongs to another run, or not one picture could be used
     * @throws CancellationException if the run was cancelled; the journal is kept
     */
    public <T> Results<T> run(ImageSet images, String purpose, Class<T> type, Task<T> task) throws IOException {
        try (Journal<T> open = Journal.open(journal, purpose, images, type)) {
            Map<Integer, Journal.Line<T>> lines = new TreeMap<>(open.lines());
            int[] missing = IntStream.range(0, images.size())
                    .filter(index -> !lines.containsKey(index))
                    .toArray();
            AtomicInteger next = new AtomicInteger();
            AtomicBoolean stopped = new AtomicBoolean();
            work(stopped, () -> {
                for (int i = next.getAndIncrement(); i < missing.length; i = next.getAndIncrement()) {
                    if (stopped.get() || cancelled.getAsBoolean()) {
                        throw new CancellationException("the run was cancelled");
                    }
                    Journal.Line<T> line = attempt(images, missing[i], task);
                    synchronized (lines) {
                        open.append(line);
                        lines.put(line.index(), line);
                        progress.advance(lines.size(), images.size());
                    }
                }
            });
            return results(images, lines);
        }
    }

    private static <T> Journal.Line<T> attempt(ImageSet images, int index, Task<T> task) {
        ImageEntry entry = images.entry(index);
        try {
            return new Journal.Line<>(index, task.apply(index, entry, images.read(index)), null);
        } catch (IOException | IllegalArgumentException | ArithmeticException unusable) {
            String message = unusable.getMessage();
            return new Journal.Line<>(index, null, message == null ? unusable.toString() : message);
        }
    }

    private interface Worker {
        void run() throws IOException;
    }

    /** Runs a worker on each thread; the first exception stops them all and is thrown when they have ended. */
    private void work(AtomicBoolean stopped, Worker worker) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "hdecomp-bulk-run");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> futures = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    try {
                        worker.run();
                    } catch (IOException | RuntimeException | Error failed) {
                        stopped.set(true);
                        throw failed;
                    }
                    return null;
                }));
            }
            join(futures, stopped);
        } finally {
            pool.shutdown();
        }
    }

    private static void join(List<Future<?>> futures, AtomicBoolean stopped) throws IOException {
        Throwable first = null;
        boolean interrupted = false;
        for (Future<?> future : futures) {
            while (true) {
                try {
                    future.get();
                    break;
                } catch (InterruptedException stop) {
                    interrupted = true;
                    stopped.set(true);
                } catch (ExecutionException failed) {
                    boolean says = first == null || first instanceof CancellationException;
                    first = says ? failed.getCause() : first;
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(first);
    }

    private static void rethrow(@Nullable Throwable failed) throws IOException {
        if (failed instanceof IOException broken) {
            throw broken;
        }
        if (failed instanceof RuntimeException defect) {
            throw defect;
        }
        if (failed instanceof Error error) {
            throw error;
        }
    }

    private static <T> Results<T> results(ImageSet images, Map<Integer, Journal.Line<T>> lines) throws IOException {
        List<Item<T>> items = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        lines.forEach((index, line) -> {
            String name = images.entry(index).name();
            T value = line.value();
            if (value == null) {
                failures.add(new Failure(name, String.valueOf(line.failure())));
            } else {
                items.add(new Item<>(index, name, value));
            }
        });
        if (items.isEmpty() && !failures.isEmpty()) {
            throw new IOException(images.name() + ": none of its " + failures.size() + " pictures could be used; of "
                    + failures.get(0).name() + ": " + failures.get(0).reason());
        }
        return new Results<>(items, failures);
    }
}
