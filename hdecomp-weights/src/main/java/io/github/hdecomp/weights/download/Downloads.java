package io.github.hdecomp.weights.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * How published files are fetched. A file is there only when it is whole and verified: it grows under another name, which a
 * later try resumes, and a lock keeps other threads and processes from fetching it as well. What is there is not fetched
 * again, so that it works without a network from then on.
 *
 * @param folder where files are kept
 * @param server the address of the folder on the server, with a slash at the end
 * @param patience how long the server may be silent before the connection counts as broken
 * @param tries how often a broken connection is taken up again, at least 1
 * @param progress hears how far a download is
 */
public record Downloads(Path folder, URI server, Duration patience, int tries, Progress progress) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TRIES = 4;
    private static final int LOCK_POLL_MILLIS = 50;

    /**
     * Checks the ranges.
     *
     * @param folder see above
     * @param server see above
     * @param patience see above
     * @param tries see above
     * @param progress see above
     * @throws IllegalArgumentException if the address does not end in a slash, or a number is out of range
     */
    public Downloads {
        if (!server.toString().endsWith("/")) {
            throw new IllegalArgumentException("server " + server + ", expected an address that ends in a slash");
        }
        if (patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE || tries < 1) {
            throw new IllegalArgumentException(
                    "patience " + patience + " and " + tries + " tries, expected at least 1 ms and 1 try");
        }
    }

    /**
     * From torchvision's server into this user's cache: the folder that the system property {@code hdecomp.cache} names, else
     * {@code hdecomp} in {@code XDG_CACHE_HOME} or {@code ~/.cache} on Linux, and where such things are kept elsewhere.
     *
     * @return how files are fetched
     */
    public static Downloads defaults() {
        Path folder = CacheFolder.of(System.getProperties(), System.getenv());
        return new Downloads(folder, Published.SERVER, PATIENCE, TRIES, (file, done, total) -> {});
    }

    /**
     * The same into another folder.
     *
     * @param other created if need be
     * @return how files are fetched
     */
    public Downloads withFolder(Path other) {
        return new Downloads(other, server, patience, tries, progress);
    }

    /**
     * The same from another server, such as a mirror.
     *
     * @param other the address of a folder, with a slash at the end
     * @return how files are fetched
     */
    public Downloads withServer(URI other) {
        return new Downloads(folder, other, patience, tries, progress);
    }

    /**
     * The same with another listener.
     *
     * @param other called on the thread that fetches
     * @return how files are fetched
     */
    public Downloads withProgress(Progress other) {
        return new Downloads(folder, server, patience, tries, other);
    }

    /**
     * A file, fetched unless it is there.
     *
     * @param file what is wanted
     * @return where it is, whole and verified
     * @throws IOException if it cannot be fetched; says from where, and how to do it by hand
     */
    public Path fetch(PublishedFile file) throws IOException {
        Path target = folder.resolve(file.name());
        if (isThere(target, file)) {
            return target;
        }
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(file.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock.isValid() && !isThere(target, file)) {
                fetch(file, target);
            }
            return target;
        }
    }

    private static boolean isThere(Path target, PublishedFile file) throws IOException {
        return Files.isRegularFile(target) && file.hasSize(Files.size(target));
    }

    /** Waits for other processes, and for other threads of this one, which the operating system does not tell apart. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException otherThread) {
                pause(LOCK_POLL_MILLIS);
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a download");
        }
    }

    private void fetch(PublishedFile file, Path target) throws IOException {
        URI url = server.resolve(file.name());
        Path part = folder.resolve(file.name() + ".part");
        try {
            receive(new Transfer(url, Proxies.of(url, System.getenv()), file, patience, progress), part);
            verify(part, file);
            move(part, target);
        } catch (InterruptedIOException interrupted) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted;
            }
            throw failed(url, target, interrupted);
        } catch (IOException failure) {
            throw failed(url, target, failure);
        }
    }

    private static IOException failed(URI url, Path target, IOException failure) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new IOException(
                url + ": cannot be fetched: " + reason + "; try again later, or fetch it by hand and save it as "
                        + target,
                failure);
    }

    /** Takes a broken connection up again where it broke. */
    private void receive(Transfer transfer, Path part) throws IOException {
        for (int number = 1; ; number++) {
            try {
                transfer.run(part);
                return;
            } catch (Transfer.Refused refused) {
                throw refused;
            } catch (IOException broken) {
                if (number == tries || Thread.currentThread().isInterrupted()) {
                    throw broken;
                }
            }
        }
    }

    private static void verify(Path part, PublishedFile file) throws IOException {
        String sha256 = sha256(part);
        if (!sha256.startsWith(file.sha256Prefix())) {
            Files.delete(part);
            throw new IOException("its SHA-256 is " + sha256 + ", expected one that starts with " + file.sha256Prefix()
                    + ", so what arrived is discarded");
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[1 << 16];
                while (in.read(buffer) >= 0) {
                    // The digest listens.
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
