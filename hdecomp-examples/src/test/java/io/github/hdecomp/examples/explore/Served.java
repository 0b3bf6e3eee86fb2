package io.github.hdecomp.examples.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.ModelOptions;
import io.github.hdecomp.model.ModelSpec;
import io.github.hdecomp.model.Weights;
import io.github.hdecomp.spi.Backend;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;

/** A running explorer of a small network with random weights, and a client of it. Its clock stands still until it is moved. */
final class Served implements AutoCloseable {
    static final ModelSpec SPEC = ModelSpec.builder("small", 3, 48, 48)
            .conv("conv1", 3, 8, 3, 1, 1)
            .relu("relu1")
            .maxPool("pool1", 2, 2, 0, false)
            .conv("conv2", 8, 12, 3, 1, 1)
            .relu("relu2")
            .maxPool("pool2", 2, 2, 0, false)
            .conv("conv3", 12, 16, 3, 1, 1)
            .relu("relu3")
            .globalAvgPool("gap")
            .flatten("flat")
            .linear("fc", 16, 7)
            .stages("relu1", "relu2", "relu3")
            .build()
            .withLabels(List.of("aeroplane", "bird", "cat", "dog", "frog", "horse", "ship"));
    private static final int NODES = 200;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Model model = Backend.find().build(SPEC, Weights.random(SPEC, 4), ModelOptions.defaults());
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    final Explorer explorer;
    private final HttpClient client = HttpClient.newHttpClient();

    Served() {
        this(Limits.defaults());
    }

    Served(Limits some) {
        Limits limits = new Limits(
                some.uploadBytes(),
                some.pixels(),
                some.pictures(),
                some.recordingBytes(),
                some.idle(),
                NODES,
                some.waiting());
        try {
            Map<String, BufferedImage> pictures = new LinkedHashMap<>();
            pictures.put("shapes", picture(1));
            pictures.put("blocks", picture(2));
            explorer = new Explorer(model, "a small network", pictures, limits, "127.0.0.1", 0, now::get);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A picture of coloured shapes, a different one for each number. */
    static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(80, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(number * 0.13f, 0.4f, 0.9f));
        pen.fillRect(0, 0, 80, 64);
        for (int i = 0; i < 6; i++) {
            pen.setColor(Color.getHSBColor((number * 7 + i * 3) * 0.11f, 0.9f, 0.7f));
            int x = (number * 31 + i * 23) % 60;
            int y = (number * 17 + i * 29) % 44;
            if (i % 2 == 0) {
                pen.fillOval(x, y, 18, 18);
            } else {
                pen.fillRect(x, y, 16, 20);
            }
        }
        pen.dispose();
        return image;
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** What came back. */
    record Answer(int status, HttpResponse<byte[]> response) {
        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }

        String message() {
            return json().at("/error/message").asText();
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + explorer.port() + path);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(address(path)).GET());
    }

    Answer post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The hash under which an uploaded picture is there. */
    String upload(byte[] file) {
        return post("/api/pictures", file).json().get("picture").asText();
    }

    static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        explorer.close();
        model.close();
    }
}
