package io.github.hdecomp.weights.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine that does as it is told. */
class DownloadsTest {
    private static final byte[] CONTENT = content();
    private static final int HALF = CONTENT.length / 2;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server = unstarted();
    private final CountDownLatch end = new CountDownLatch(1);

    /** How the server answers its first, second, … request; the last answer stays. */
    private List<Answer> answers = List.of();

    private interface Answer {
        void to(HttpExchange exchange, Optional<Integer> from) throws IOException;
    }

    private static byte[] content() {
        byte[] bytes = new byte[300_000];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    private static HttpServer unstarted() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    private static PublishedFile file() {
        return new PublishedFile(
                "net-" + sha256().substring(0, 8) + ".pth", Math.round(CONTENT.length / 1048.576) / 1e3);
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/models/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI().getPath() + " " + range);
            Optional<Integer> from =
                    Optional.ofNullable(range).map(text -> Integer.parseInt(text.replaceAll("bytes=(\\d+)-", "$1")));
            answers.get(Math.min(requests.size(), answers.size()) - 1).to(exchange, from);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Downloads downloads() {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/models/");
        return new Downloads(folder.resolve("cache"), address, Duration.ofMillis(1500), 3, (file, done, total) -> {});
    }

    private Path part() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        return folder.resolve("cache").resolve(file().name() + ".part");
    }

    /** All, or the range that was asked for. */
    private static void whole(HttpExchange exchange, Optional<Integer> from) throws IOException {
        byte[] body = Arrays.copyOfRange(CONTENT, from.orElse(0), CONTENT.length);
        if (from.isPresent()) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from.get() + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
        }
        exchange.sendResponseHeaders(from.isPresent() ? 206 : 200, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Promises all, sends half of what is left and hangs up. */
    private void broken(HttpExchange exchange, Optional<Integer> from) throws IOException {
        int start = from.orElse(0);
        if (from.isPresent()) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
        }
        exchange.sendResponseHeaders(from.isPresent() ? 206 : 200, CONTENT.length - start);
        int sent = (CONTENT.length - start) / 2;
        OutputStream out = exchange.getResponseBody();
        out.write(CONTENT, start, sent);
        out.flush();
        awaitSize(part(), start + sent);
    }

    /** What is still on its way when a connection breaks may be lost with it. */
    private static void awaitSize(Path file, long size) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end && (!Files.exists(file) || Files.size(file) < size)) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private static Answer status(int code) {
        return (exchange, from) -> exchange.sendResponseHeaders(code, -1);
    }

    private void assertFails(String reason) {
        assertThatThrownBy(() -> downloads().fetch(file()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("http://localhost:")
                .hasMessageContaining("/models/" + file().name() + ": cannot be fetched: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("or fetch it by hand and save it as "
                        + folder.resolve("cache").resolve(file().name()));
        assertThat(folder.resolve("cache").resolve(file().name())).doesNotExist();
    }

    @Test
    void once_thenFromTheCache() throws IOException {
        answers = List.of(DownloadsTest::whole);
        List<Long> heard = new ArrayList<>();
        Downloads downloads = downloads().withProgress((file, done, total) -> {
            assertThat(file).isEqualTo(file().name());
            assertThat(total).isEqualTo(CONTENT.length);
            heard.add(done);
        });
        Path fetched = downloads.fetch(file());
        assertThat(fetched).hasBinaryContent(CONTENT);
        assertThat(heard).isSorted().endsWith((long) CONTENT.length);
        assertThat(part()).doesNotExist();
        server.stop(0);
        assertThat(downloads.fetch(file())).isEqualTo(fetched);
        assertThat(requests).containsExactly("/models/" + file().name() + " null");
    }

    @Test
    void brokenConnections_areTakenUpAgain() throws IOException {
        answers = List.of(this::broken, this::broken, DownloadsTest::whole);
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1)).endsWith(" bytes=" + HALF + "-");
        assertThat(requests.get(2)).endsWith(" bytes=" + (HALF + HALF / 2) + "-");
    }

    @Test
    void brokenTooOften_keepsWhatArrived() throws IOException {
        answers = List.of(this::broken);
        assertFails("");
        assertThat(requests).hasSize(3);
        assertThat(part()).hasSize(CONTENT.length - CONTENT.length / 8);
        answers = List.of(DownloadsTest::whole);
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
        assertThat(requests.get(3)).endsWith(" bytes=" + (CONTENT.length - CONTENT.length / 8) + "-");
    }

    /** A server that does not know ranges sends everything again. */
    @Test
    void resume_withoutRanges() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, HALF));
        answers = List.of((exchange, from) -> whole(exchange, Optional.empty()));
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
    }

    @Test
    void resume_ofAnotherRange() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, HALF));
        answers = List.of((exchange, from) -> whole(exchange, Optional.of(from.orElse(0) - 1)));
        assertFails("the server sends the range bytes " + (HALF - 1) + "-");
    }

    /** 416: nothing is missing. */
    @Test
    void resume_ofAWholeFile() throws IOException {
        Files.write(part(), CONTENT);
        answers = List.of(status(416));
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
    }

    /** 416: what is there is no part of this file. */
    @Test
    void resume_ofTooMuch() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 2 * CONTENT.length));
        answers = List.of(status(416), DownloadsTest::whole);
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
        assertThat(requests.get(1)).endsWith(" null");
    }

    @Test
    void wrongHash_discardsWhatArrived() throws IOException {
        byte[] other = CONTENT.clone();
        other[7]++;
        Files.write(part(), Arrays.copyOf(other, HALF));
        answers = List.of(DownloadsTest::whole);
        assertFails("expected one that starts with " + file().sha256Prefix());
        assertThat(part()).doesNotExist();
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
    }

    @Test
    void wrongSize_isNotFetched() throws IOException {
        answers = List.of((exchange, from) -> exchange.sendResponseHeaders(200, 5_000_000_000L));
        assertFails("the server has 5000000000 bytes, expected " + file().mebibytes() + " MiB");
        answers = List.of((exchange, from) -> exchange.sendResponseHeaders(200, 10));
        assertFails("the server has 10 bytes");
        assertThat(requests).hasSize(2);
    }

    /** Without a length, no more is taken than the file can have. */
    @Test
    void endlessAnswer_isCutOff() throws IOException {
        answers = List.of((exchange, from) -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write(CONTENT);
            }
        });
        assertFails("the server sends more than");
        assertThat(Files.size(part())).isLessThanOrEqualTo(CONTENT.length + 2000L);
    }

    @Test
    void missing() {
        for (int code : new int[] {404, 403, 500}) {
            answers = List.of(status(code));
            assertFails("the server answers " + code);
        }
        assertThat(requests).hasSize(3);
    }

    @Test
    void unreachable() {
        server.stop(0);
        assertFails("onnect");
    }

    /** A server that falls silent counts as broken; the next try goes on. */
    @Test
    void slowServers() throws IOException {
        answers = List.of(
                (exchange, from) -> {
                    exchange.sendResponseHeaders(200, CONTENT.length);
                    exchange.getResponseBody().write(CONTENT, 0, HALF);
                    exchange.getResponseBody().flush();
                    await();
                },
                DownloadsTest::whole);
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
        assertThat(requests.get(1)).endsWith(" bytes=" + HALF + "-");
    }

    private void await() {
        try {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ten at once fetch once. */
    @Test
    void manyAtOnce() {
        answers = List.of(DownloadsTest::whole);
        List<CompletableFuture<Path>> fetched = Stream.generate(
                        () -> CompletableFuture.supplyAsync(this::fetch, threads))
                .limit(10)
                .toList();
        assertThat(fetched).allSatisfy(path -> assertThat(path.join()).hasBinaryContent(CONTENT));
        assertThat(requests).hasSize(1);
    }

    private Path fetch() {
        try {
            return downloads().fetch(file());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A file in the cache that another program cut off is fetched again. */
    @Test
    void damagedCache() throws IOException {
        answers = List.of(DownloadsTest::whole);
        Path fetched = downloads().fetch(file());
        Files.write(fetched, Arrays.copyOf(CONTENT, HALF));
        assertThat(downloads().fetch(file())).hasBinaryContent(CONTENT);
    }

    @Test
    void settings() {
        assertThatThrownBy(() -> downloads().withServer(URI.create("http://localhost/models")))
                .hasMessageContaining("ends in a slash");
        assertThatThrownBy(() -> new PublishedFile("../net-0123abcd.pth", 1)).hasMessageContaining("SHA-256");
        assertThatThrownBy(() -> Published.find("resnet19"))
                .hasMessageStartingWith("no weights are published for resnet19 (nearest: resnet18");
        assertThat(Downloads.defaults().server()).isEqualTo(Published.SERVER);
    }
}
