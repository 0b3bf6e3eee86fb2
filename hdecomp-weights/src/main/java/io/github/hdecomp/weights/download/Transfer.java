package io.github.hdecomp.weights.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One try to fetch what is missing of a file.
 *
 * @param url where it is
 * @param proxy by which it is reached
 * @param file what it should be
 * @param patience how long the server may be silent
 * @param progress hears what has arrived
 */
record Transfer(URI url, Proxy proxy, PublishedFile file, Duration patience, Progress progress) {
    private static final int RANGE_BEYOND_THE_END = 416;
    private static final int BUFFER = 1 << 16;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    /** The server says that there is no such file, so that another try is of no use. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Appends to what is there.
     *
     * @param part what earlier tries have left, perhaps nothing
     * @throws Refused if the server does not have the file
     * @throws IOException if the connection breaks or stalls; what has arrived is kept
     */
    void run(Path part) throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = connect(there);
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_PARTIAL && there > 0) {
                receive(connection, part, startOf(connection, there));
            } else if (status == HttpURLConnection.HTTP_OK) {
                receive(connection, part, 0);
            } else if (status == RANGE_BEYOND_THE_END && there > 0) {
                if (!file.hasSize(there)) {
                    Files.delete(part);
                    throw new IOException(
                            "the server has less than the " + there + " bytes of the earlier try, which are discarded");
                }
            } else {
                throw new Refused("the server answers " + status);
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(long there) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(proxy);
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (there > 0) {
            connection.setRequestProperty("Range", "bytes=" + there + "-");
        }
        return connection;
    }

    private static long startOf(HttpURLConnection connection, long wanted) throws IOException {
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) != wanted) {
            throw new Refused("the server sends the range " + range + " where that from " + wanted + " was asked for");
        }
        return wanted;
    }

    private void receive(HttpURLConnection connection, Path part, long from) throws IOException {
        long length = connection.getContentLengthLong();
        long total = length < 0 ? file.most() : from + length;
        if (length >= 0 && !file.hasSize(total)) {
            throw new Refused("the server has " + total + " bytes, expected " + file.mebibytes() + " MiB");
        }
        long done = from;
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
                        StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                done += read;
                if (done > file.most()) {
                    throw new Refused("the server sends more than " + file.mebibytes() + " MiB");
                }
                out.write(buffer, 0, read);
                progress.at(file.name(), done, total);
            }
        }
        if (!file.hasSize(done)) {
            throw new IOException("the connection ended after " + done + " bytes of " + total);
        }
    }
}
