package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.hdecomp.Decomposer;
import io.github.hdecomp.examples.explore.Served.Answer;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.tree.EvidenceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input, too much of it, and clients that are somebody else's: each is answered, and the server goes on. */
class HostileClientsTest {
    private static final Served SERVED = new Served();
    private static final int MEBIBYTE = 1 << 20;

    @AfterAll
    static void close() {
        SERVED.close();
    }

    static Stream<Arguments> uploads() {
        byte[] png = Served.png(Served.picture(3));
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        return Stream.of(
                Arguments.of("text", "no picture".getBytes(StandardCharsets.US_ASCII), 422, "not a picture"),
                Arguments.of("noise", noise, 422, "not a picture"),
                Arguments.of("nothing", new byte[0], 400, "The request is empty"),
                Arguments.of(
                        "a script", "<svg onload='x()'/>".getBytes(StandardCharsets.US_ASCII), 422, "not a picture"),
                Arguments.of("cut off", Arrays.copyOf(png, png.length / 2), 422, "damaged png"),
                Arguments.of("a header alone", Arrays.copyOf(png, 33), 422, "damaged png"),
                Arguments.of(
                        "100 megapixels",
                        new HostilePng(10_000, 10_000).pixels(10_000L * 10_001).file(),
                        422,
                        "10000x10000 pixels, at most 32000000"),
                Arguments.of(
                        "a size that overflows",
                        new HostilePng(2_000_000_000, 2_000_000_000).pixels(10).file(),
                        422,
                        "pixels"),
                Arguments.of("17 MiB", new byte[17 * MEBIBYTE], 413, "larger than 16 MiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uploads")
    void badPictures(String what, byte[] file, int status, String message) {
        Answer answer = SERVED.post("/api/pictures", file);
        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(answer.message()).contains(message);
    }

    /** Files of a megabyte that inflate to a thousand: what is inflated is no more than the picture needs. */
    @ParameterizedTest
    @CsvSource({"text", "profile", "pixels"})
    void bombs(String where) {
        HostilePng png = new HostilePng(60, 50);
        long bytes = 900L * MEBIBYTE;
        HostilePng bomb = switch (where) {
            case "text" -> png.text(bytes).pixels(61 * 50);
            case "profile" -> png.profile(bytes).pixels(61 * 50);
            default -> png.pixels(bytes);
        };
        byte[] file = bomb.file();
        assertThat(file.length).isLessThan(5 * MEBIBYTE);
        long before = allocated();
        Answer answer = SERVED.post("/api/pictures", file);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(allocated() - before).isLessThan(bytes / 4);
    }

    /** Bytes that the decoding thread has taken so far: what a bomb would make explode. */
    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("explorer-decoder"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/tree | {\"picture\": \"../../etc/passwd\"} | 404 | no such picture",
                "/api/tree | {} | 400 | names no picture",
                "/api/tree | null | 400 | null",
                "/api/tree | {\"picture\": \"shapes\", \"rot\": 1} | 400 | at rot: there is no such field",
                "/api/tree | {\"picture\": [[[ | 400 | does not fit",
                "/api/tree | {\"picture\": \"shapes\", \"root\": \"class:7\"} | 400 | 7",
                "/api/tree | {\"picture\": \"shapes\", \"root\": \"klass:7\"} | 400 | is no decision",
                "/api/tree | {\"picture\": \"shapes\", \"root\": \"neuron:relu3:4:99:0\"} | 400 | relu3",
                "/api/tree | {\"picture\": \"shapes\", \"root\": \"neuron:relu4:4:0:0\"} | 400 | relu",
                "/api/tree | {\"picture\": \"shapes\", \"expand\": {\"\": {\"tap\": \"fc\"}}} | 400 | below",
                "/api/tree | {\"picture\": \"shapes\", \"expand\": {\"\": {\"only\": [16]}}} | 400 | channels 0 to 15",
                "/api/tree | {\"picture\": \"shapes\", \"children\": 99} | 400 | 1 to 64",
                "/api/tree | {\"picture\": \"shapes\", \"children\": 64, \"levels\": 3} | 400 | more than 200 nodes",
                "/api/tree | {\"picture\": \"shapes\", \"occlude\": [{\"y\": -1, \"x\": 0, \"height\": 2, \"width\": 2}]} | 400 | rectangle",
                "/api/ablation | {\"picture\": \"shapes\", \"tap\": \"relu1\", \"channels\": [0], \"fill\": \"pink\"} | 400 | zero or mean",
                "/api/ablation | {\"picture\": \"shapes\", \"tap\": \"relu1\"} | 400 | list of channels",
                "/api/ablation | {\"picture\": \"shapes\", \"tap\": \"relu1\", \"channels\": [2, 2]} | 400 | twice",
                "/api/ranking | {\"picture\": \"shapes\", \"tap\": \"relu3\", \"decision\": \"neuron:relu1:0:0:0\"} | 400 | relu3",
                "/api/channel | {\"picture\": \"shapes\", \"tap\": \"relu3\", \"channel\": 16} | 400 | channels 0 to 15",
                "/api/channel | {\"picture\": \"shapes\", \"tap\": \"relu3\", \"channel\": 1.9} | 400 | at channel: expected a whole number",
                "/api/channel | {\"picture\": \"shapes\", \"tap\": \"relu3\", \"channel\": \"1\"} | 400 | expected a whole number",
                "/api/channel | {\"picture\": \"shapes\", \"tap\": \"relu3\"} | 400 | at channel: expected a whole number",
                "/api/channel | {\"picture\": \"shapes\", \"tap\": \"relu9\", \"channel\": 1} | 400 | no layer is called relu9",
                "/api/prediction | {\"picture\": \"shapes\", \"classes\": [7]} | 400 | no class 7; classes are 0 to 6",
                "/api/prediction | {\"picture\": \"shapes\", \"classes\": [null]} | 400 | at classes[0]: null",
                "/api/prediction | {\"picture\": \"shapes\", \"occlude\": [null]} | 400 | at occlude[0]: null",
                "/api/prediction | {\"picture\": \"shapes\", \"occlude\": [{\"y\": 48, \"x\": 0, \"height\": 2, \"width\": 2}]} | 400 | outside the picture",
                "/api/ablation | {\"picture\": \"shapes\", \"tap\": \"relu1\", \"channels\": [null]} | 400 | at channels[0]: null",
                "/api/ablation | {\"picture\": \"shapes\", \"tap\": \"relu1\", \"channels\": [0], \"decisions\": [null]} | 400 | at decisions[0]: null",
                "/api/tree | {\"picture\": \"shapes\", \"expand\": {\"\": null}} | 400 | at expand['']: null",
                "/api/tree | {\"picture\": \"shapes\", \"expand\": {\"\": {\"also\": [null]}}} | 400 | at expand[''].also[0]: null",
                "/api/tree | {\"picture\": \"shapes\", \"merge\": 1} | 400 | at merge: expected true or false",
                "/api/tree | {\"picture\": \"shapes\", \"root\": \"contrast:2:2\"} | 400 | two different",
                "/api/export/exe | {\"picture\": \"shapes\"} | 404 | no export called",
                "/api/nothing | {} | 404 | nothing at",
            })
    void badRequests(String path, String body, int status, String message) {
        Answer answer = SERVED.post(path, body);
        assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(status);
        assertThat(answer.message()).contains(message);
    }

    @Test
    void noPathReachesAFile() {
        for (String path : List.of(
                "/../pom.xml",
                "/%2e%2e/pom.xml",
                "/page/index.html",
                "/Explorer.class",
                "/..%5cpom.xml",
                "/api/../../pom.xml")) {
            String status = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(status).as(path).matches("HTTP/1.1 (400|404) .*");
        }
    }

    /** What never becomes a request is answered like the rest. */
    @Test
    void brokenRequests() {
        for (String start : List.of("GET /%zz HTTP/1.1", "GET /../pom.xml HTTP/1.1", "NONSENSE")) {
            String answer = whole(start + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(start).startsWith("HTTP/1.1 400").contains("{\"error\":{\"status\":400,");
        }
        String address = "/?walk=" + "1".repeat(70_000);
        assertThat(whole("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .contains("The address is too long");
        assertThat(SERVED.post("/api/network", "{}").message()).contains("nothing at POST /api/network");
    }

    /** A name that was pointed at this machine, and pages of other sites. */
    @Test
    void otherSites() {
        String rest = "\r\nConnection: close\r\n\r\n";
        assertThat(raw("GET /api/network HTTP/1.1\r\nHost: evil.example" + rest))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:7070" + rest))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:7070" + rest)).startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: [::1]:7070" + rest)).startsWith("HTTP/1.1 200");
        String body = "{\"picture\": \"shapes\"}";
        String own = "http://127.0.0.1:" + SERVED.explorer.port();
        assertThat(SERVED.post("/api/prediction", body, "Origin", own).status()).isEqualTo(200);
        for (String origin :
                List.of("http://evil.example", "null", "https://127.0.0.1:" + SERVED.explorer.port(), own + "0")) {
            assertThat(SERVED.post("/api/prediction", body, "Origin", origin).status())
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(SERVED.post("/api/prediction", body, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void thePageMayLoadNothingButItself() {
        var headers = SERVED.get("/").response().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(new String(SERVED.get("/").response().body(), StandardCharsets.UTF_8))
                .doesNotContain("<style", " style=", " onclick=", "http://", "https://");
    }

    /** An upload that stops in the middle leaves nothing behind. */
    @Test
    void connectionThatBreaks() throws IOException {
        byte[] png = Served.png(Served.picture(3));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVED.explorer.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/pictures HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + png.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(png, 0, png.length / 2);
            out.flush();
        }
        assertThat(SERVED.upload(png)).hasSize(64);
    }

    /** Listening at all addresses of this machine, it answers to them by number, and to no name that may point at them. */
    @Test
    void allAddresses() throws IOException {
        List<String> numbers = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
        assertThat(numbers).isNotEmpty();
        try (Explorer all = new Explorer(SERVED.model, "small", Map.of(), Limits.defaults(), "0.0.0.0", 0)) {
            String rest = ":" + all.port() + "\r\nConnection: close\r\n\r\n";
            for (String number : numbers) {
                assertThat(whole(all.port(), "GET / HTTP/1.1\r\nHost: " + number + rest))
                        .as(number)
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(whole(all.port(), "GET / HTTP/1.1\r\nHost: evil.example" + rest))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private static String raw(String request) {
        return whole(request).lines().findFirst().orElse("");
    }

    private static String whole(String request) {
        return whole(SERVED.explorer.port(), request);
    }

    private static String whole(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Fifty clients at once, each with its own picture: each gets its own answers. */
    @Test
    void fiftyClients() throws Exception {
        List<Callable<Void>> clients = IntStream.range(0, 50)
                .<Callable<Void>>mapToObj(number -> () -> {
                    byte[] png = Served.png(Served.picture(10 + number));
                    String picture = SERVED.upload(png);
                    Answer tree = SERVED.post("/api/tree", "{\"picture\": \"" + picture + "\", \"levels\": 3}");
                    assertThat(tree.status()).isEqualTo(200);
                    EvidenceTree served = JsonReader.read(
                            new ByteArrayInputStream(tree.response().body()), "answer");
                    assertThat(served).isEqualTo(Decomposer.explain(SERVED.model, Served.picture(10 + number)));
                    Answer ablation = SERVED.post(
                            "/api/ablation",
                            "{\"picture\": \"" + picture + "\", \"tap\": \"relu2\", \"channels\": [1]}");
                    assertThat(ablation.json().at("/before/0/logit").floatValue())
                            .isEqualTo(served.prediction().get(0).logit());
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(SERVED.explorer.sessions().recordings().size()).isLessThanOrEqualTo(64);
    }

    /** What nobody asks for goes, natively held memory first of all; whoever asks again gets it again or is told. */
    @Test
    void idleSessionsExpire() {
        Limits limits = Limits.defaults();
        try (Served served = new Served(limits)) {
            String picture = served.upload(Served.png(Served.picture(3)));
            String request = "{\"picture\": \"" + picture + "\"}";
            assertThat(served.post("/api/prediction", request).status()).isEqualTo(200);
            assertThat(served.explorer.sessions().recordings().size()).isEqualTo(1);
            served.now.updateAndGet(now -> now.plus(limits.idle().dividedBy(2)));
            served.explorer.sessions().expire();
            assertThat(served.post("/api/prediction", request).status()).isEqualTo(200);
            served.now.updateAndGet(now -> now.plus(limits.idle()).plusSeconds(1));
            served.explorer.sessions().expire();
            assertThat(served.explorer.sessions().recordings().size()).isZero();
            Answer gone = served.post("/api/prediction", request);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.message()).contains("Upload it again", "shapes, blocks");
            assertThat(served.post("/api/prediction", "{\"picture\": \"shapes\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Few passes are kept open at once; the others are recorded again. */
    @Test
    void passesAreBounded() {
        Limits some = Limits.defaults();
        Limits few = new Limits(some.uploadBytes(), some.pixels(), 3, 0, some.idle(), some.nodes(), some.waiting());
        try (Served served = new Served(few)) {
            List<String> pictures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                pictures.add(served.upload(Served.png(Served.picture(i))));
                served.now.updateAndGet(now -> now.plusSeconds(1));
                assertThat(served.post("/api/prediction", "{\"picture\": \"" + pictures.get(i) + "\"}")
                                .status())
                        .isEqualTo(200);
                assertThat(served.explorer.sessions().recordings().size()).isLessThanOrEqualTo(2);
            }
            List<Integer> statuses = pictures.stream()
                    .map(picture -> served.post("/api/prediction", "{\"picture\": \"" + picture + "\"}")
                            .status())
                    .toList();
            assertThat(statuses).containsExactly(404, 404, 200, 200, 200);
        }
    }

    /** Work that nobody waits for stops after the step that is under way. */
    @Test
    void cancelledWorkStops() {
        Session session = SERVED.explorer.sessions().of("shapes", List.of());
        AtomicInteger steps = new AtomicInteger();
        Progress gone = (done, total) -> {
            steps.incrementAndGet();
            throw new Progress.Cancelled(new IOException("broken pipe"));
        };
        WalkRequest all = new WalkRequest("shapes", null, null, 3, null, 3, null);
        assertThatThrownBy(() -> new Walk(session, all, 4096).grow(gone)).isInstanceOf(Progress.Cancelled.class);
        RankingRequest ranking = new RankingRequest("shapes", null, "relu3", "class:1", null);
        assertThatThrownBy(() -> Ranking.of(session, ranking, gone)).isInstanceOf(Progress.Cancelled.class);
        assertThat(steps).hasValue(2);
    }

    /** A full house is said at once. */
    @Test
    void tooMuchAtOnce() throws Exception {
        try (Workers workers = new Workers("test", 1, 1)) {
            var entered = new CountDownLatch(1);
            var leave = new CountDownLatch(1);
            ExecutorService clients = Executors.newFixedThreadPool(2);
            Future<String> first = clients.submit(() -> workers.run(() -> {
                entered.countDown();
                leave.await();
                return "first";
            }));
            entered.await();
            Future<String> second = clients.submit(() -> workers.run(() -> "second"));
            while (workers.waiting() == 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> workers.run(() -> "third"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("busy");
            leave.countDown();
            assertThat(first.get()).isEqualTo("first");
            assertThat(second.get()).isEqualTo("second");
            clients.shutdownNow();
        }
    }

    @Test
    void nothingIsAnsweredAfterTheEnd() {
        Served served = new Served();
        Session session = served.explorer.sessions().of("shapes", List.of());
        assertThat(session.<Integer>with(exploration -> exploration.prediction().classId()))
                .isNotNegative();
        served.close();
        assertThatThrownBy(() -> session.with(exploration -> 1)).isInstanceOf(Refusal.class);
        assertThat(served.explorer.sessions().recordings().size()).isZero();
    }
}
