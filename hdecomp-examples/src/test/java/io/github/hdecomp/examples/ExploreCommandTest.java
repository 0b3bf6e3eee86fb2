package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The explorer as it is started from the command line. */
class ExploreCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("Open (http://127\\.0\\.0\\.1:\\d+/) in a browser");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    /** Without a word, it has a network and pictures to show. */
    @Test
    void bringsItsOwnNetworkAndPictures() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Integer> code = thread.submit(() -> run("explore", "--port", "0"));
        Matcher address = ADDRESS.matcher("");
        while (!address.reset(out.toString()).find()) {
            assertThat(code.isDone()).as(() -> err.toString()).isFalse();
            Thread.sleep(20);
        }
        JsonNode network;
        try (InputStream answer =
                URI.create(address.group(1)).resolve("/api/network").toURL().openStream()) {
            network = new ObjectMapper().readTree(answer);
        }
        assertThat(network.get("name").asText()).isEqualTo("demo_vgg");
        assertThat(network.get("pictures")).hasSize(14);
        assertThat(network.at("/pictures/0").asText()).isEqualTo("cat");
        thread.shutdownNow();
        assertThat(code.get()).isZero();
    }

    @Test
    void mistakes() throws Exception {
        assertThat(run("explore", "--port", "99999")).isEqualTo(2);
        assertThat(err.toString()).contains("--port is 99999, expected 0 to 65535");
        assertThat(run("explore", "--arch", "vgg16")).isEqualTo(2);
        assertThat(err.toString()).contains("--weights=FILE");
        assertThat(run("explore", "--image", "missing.png")).isEqualTo(1);
        assertThat(err.toString()).contains("missing.png");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("explore", "--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("cannot listen there", "choose another --port");
        }
    }
}
