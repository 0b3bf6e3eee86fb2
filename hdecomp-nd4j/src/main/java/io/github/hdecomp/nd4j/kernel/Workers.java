package io.github.hdecomp.nd4j.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one model. A caller works on its own job and is joined by whichever others are idle, so several callers
 * never wait for each other. Workers spin for a moment between jobs, because the layers of a network follow each other
 * within microseconds, the levels of a tree within some hundred, and waking a thread of a virtual machine takes as long; they
 * sleep otherwise.
 *
 * <p>Every thread begins with a share of the chunks of its own, the same part of each job, and helps the others when it is done:
 * what a layer reads was mostly written by the same thread in the layer before, and is in its cache.
 */
public final class Workers implements AutoCloseable {
    private static final long NANOS_BEFORE_SLEEP = 1_000_000;
    private static final int SPINS_BEFORE_NAP = 20_000;

    /**
     * A thread that spins looks so often before it lets others run: where there are fewer processors than threads that want
     * one, it may hold up the one it waits for.
     */
    private static final int SPINS_BEFORE_YIELD = 64;

    private static final long NAP_NANOS = 20_000;

    private final List<Worker> others = new ArrayList<>();

    /**
     * Starts the others.
     *
     * @param threads how many threads work on a job, the caller included
     * @param prepare what each of the others does first
     */
    public Workers(int threads, Runnable prepare) {
        for (int slot = 1; slot < threads; slot++) {
            Worker worker = new Worker(slot, prepare);
            others.add(worker);
            worker.start();
        }
    }

    /** One chunk of a job. */
    @FunctionalInterface
    public interface Task {
        /**
         * Works on a chunk.
         *
         * @param chunk its number, from 0
         * @param slot which thread works: 0 for the caller, no two threads of a job have the same
         */
        void run(int chunk, int slot);
    }

    /**
     * The number of slots.
     *
     * @return the number of threads, the caller included
     */
    public int slots() {
        return others.size() + 1;
    }

    /**
     * Runs all chunks and returns when the last is done.
     *
     * @param chunks how many
     * @param task what to do with each; the order and the thread are not determined
     */
    public void run(int chunks, Task task) {
        if (chunks <= 1 || others.isEmpty()) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                task.run(chunk, 0);
            }
            return;
        }
        Job job = new Job(chunks, Math.min(slots(), chunks), task);
        for (int i = 0; i < Math.min(others.size(), chunks - 1); i++) {
            others.get(i).offer(job);
        }
        job.work(0);
        job.withdraw(others);
        job.await();
    }

    /** Nothing relies on what the scheduler makes of the hint: without it, the same is only slower. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void spin(int count) {
        if (count % SPINS_BEFORE_YIELD == SPINS_BEFORE_YIELD - 1) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }

    /** Chunks in as many shares as threads may come. */
    private static final class Job {
        private final int chunks;
        private final int shares;
        private final Task task;
        private final AtomicIntegerArray next;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(int chunks, int shares, Task task) {
            this.chunks = chunks;
            this.shares = shares;
            this.task = task;
            this.next = new AtomicIntegerArray(shares);
            for (int share = 1; share < shares; share++) {
                next.setPlain(share, first(share));
            }
        }

        private int first(int share) {
            return (int) ((long) chunks * share / shares);
        }

        /** Takes chunks of the slot's own share, then those that are left of the others'. */
        void work(int slot) {
            for (int i = 0; i < shares; i++) {
                int share = (slot + i) % shares;
                int end = first(share + 1);
                for (int chunk = next.getAndIncrement(share); chunk < end; chunk = next.getAndIncrement(share)) {
                    work(chunk, slot);
                }
            }
        }

        private void work(int chunk, int slot) {
            try {
                task.run(chunk, slot);
            } catch (RuntimeException | Error thrown) {
                failure.compareAndSet(null, thrown);
            } finally {
                done.incrementAndGet();
            }
        }

        /** Takes the job back from others that have not looked at it yet. */
        void withdraw(List<Worker> others) {
            for (Worker worker : others) {
                worker.offered.compareAndSet(this, null);
            }
        }

        void await() {
            for (int spins = 0; done.get() < chunks; spins++) {
                if (spins < SPINS_BEFORE_NAP) {
                    spin(spins);
                } else {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
        }
    }

    private static final class Worker extends Thread {
        private final int slot;
        private final Runnable prepare;
        private final AtomicReference<@Nullable Job> offered = new AtomicReference<>();
        private volatile boolean sleeping;
        private volatile boolean closed;

        Worker(int slot, Runnable prepare) {
            super("hdecomp-worker-" + slot);
            this.slot = slot;
            this.prepare = prepare;
            setDaemon(true);
        }

        void offer(Job job) {
            if (offered.compareAndSet(null, job) && sleeping) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            prepare.run();
            long idleSince = System.nanoTime();
            for (int looks = 1; !closed; looks++) {
                // A thread that only reads leaves the line to whoever offers.
                Job job = offered.get() == null ? null : offered.getAndSet(null);
                if (job != null) {
                    job.work(slot);
                    idleSince = System.nanoTime();
                } else if (looks % SPINS_BEFORE_YIELD != 0 || System.nanoTime() - idleSince < NANOS_BEFORE_SLEEP) {
                    spin(looks);
                } else {
                    sleep();
                }
            }
        }

        private void sleep() {
            sleeping = true;
            while (offered.get() == null && !closed) {
                LockSupport.park(this);
            }
            sleeping = false;
        }

        void finish() {
            closed = true;
            LockSupport.unpark(this);
        }
    }

    /** Ends the others. */
    @Override
    public void close() {
        others.forEach(Worker::finish);
    }
}
