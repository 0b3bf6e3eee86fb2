package io.github.hdecomp.examples.explore;

import io.github.hdecomp.Exploration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recorded passes that are open, each for one picture: the sessions of the explorer. A pass owns native memory and serves one
 * thread at a time; here is its only owner. It is closed when a newer one needs its place, when nobody has asked for it
 * for a while, and with the server. Whoever asks for a pass that has gone gets a new one.
 */
final class Recordings implements AutoCloseable {
    private final int most;
    private final Duration idle;
    private final InstantSource clock;
    private final Map<Seen, Recording> open = new HashMap<>();
    private boolean closed;

    /** One pass; made by the first who holds its lock. */
    private static final class Recording {
        private final ReentrantLock lock = new ReentrantLock(true);
        private @Nullable Exploration exploration;
        private int users;
        private Instant lastUsed = Instant.MIN;

        private <T> T use(Supplier<Exploration> record, Function<Exploration, T> work) {
            lock.lock();
            try {
                Exploration pass = exploration;
                if (pass == null) {
                    pass = record.get();
                    exploration = pass;
                }
                return work.apply(pass);
            } finally {
                lock.unlock();
            }
        }

        private void close() {
            lock.lock();
            try {
                Optional.ofNullable(exploration).ifPresent(Exploration::close);
            } finally {
                lock.unlock();
            }
        }
    }

    /** At most {@code most} are open, plus those that are being worked on. */
    Recordings(int most, Duration idle, InstantSource clock) {
        this.most = most;
        this.idle = idle;
        this.clock = clock;
    }

    /** Does some work on the pass of a picture, alone. */
    <T> T use(Seen picture, Supplier<Exploration> record, Function<Exploration, T> work) {
        Recording recording = take(picture);
        try {
            return recording.use(record, work);
        } finally {
            giveBack(picture, recording);
        }
    }

    /** The number of passes that are open. */
    synchronized int size() {
        return open.size();
    }

    private Recording take(Seen picture) {
        Recording recording;
        List<Recording> gone;
        synchronized (this) {
            if (closed) {
                throw new Refusal(503, "The explorer is being shut down.");
            }
            recording = open.computeIfAbsent(picture, key -> new Recording());
            recording.users++;
            gone = withoutOldest();
        }
        gone.forEach(Recording::close);
        return recording;
    }

    private void giveBack(Seen picture, Recording recording) {
        boolean last;
        synchronized (this) {
            recording.users--;
            recording.lastUsed = clock.instant();
            boolean useless = closed || recording.exploration == null;
            last = recording.users == 0 && useless && open.remove(picture, recording);
        }
        if (last) {
            recording.close();
        }
    }

    /** Takes what is over the bound out of the map; nobody else can reach it then. */
    private List<Recording> withoutOldest() {
        List<Recording> gone = new ArrayList<>();
        while (open.size() > most) {
            Optional<Map.Entry<Seen, Recording>> oldest = open.entrySet().stream()
                    .filter(entry -> entry.getValue().users == 0)
                    .min(Comparator.comparing(entry -> entry.getValue().lastUsed));
            if (oldest.isEmpty()) {
                break;
            }
            gone.add(oldest.get().getValue());
            open.remove(oldest.get().getKey());
        }
        return gone;
    }

    /** Closes what nobody has asked for in a while. */
    void expire() {
        Instant limit = clock.instant().minus(idle);
        close(recording -> recording.lastUsed.isBefore(limit));
    }

    /** Closes all; those that are being worked on are closed by who works on them. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        close(recording -> true);
    }

    private void close(Function<Recording, Boolean> which) {
        List<Recording> gone = new ArrayList<>();
        synchronized (this) {
            open.values().removeIf(recording -> {
                boolean goes = recording.users == 0 && which.apply(recording);
                if (goes) {
                    gone.add(recording);
                }
                return goes;
            });
        }
        gone.forEach(Recording::close);
    }
}
