package io.github.hdecomp.examples.explore;

import io.github.hdecomp.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures that can be asked for: embedded ones by name, and uploaded ones by content for a while. */
final class Pictures {
    private final Map<String, Tensor> embedded;
    private final int most;
    private final Duration idle;
    private final InstantSource clock;
    private final Map<String, Upload> uploads = new HashMap<>();

    private record Upload(Tensor input, Instant lastUsed) {}

    Pictures(Map<String, Tensor> embedded, int most, Duration idle, InstantSource clock) {
        this.embedded = new LinkedHashMap<>(embedded);
        this.most = most;
        this.idle = idle;
        this.clock = clock;
    }

    /** The names of the embedded pictures. */
    List<String> names() {
        return List.copyOf(embedded.keySet());
    }

    /** Keeps an uploaded picture under the hash of its content. */
    synchronized void put(String sha256, Tensor input) {
        uploads.put(sha256, new Upload(input, clock.instant()));
        while (uploads.size() > most) {
            uploads.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastUsed()))
                    .map(Map.Entry::getKey)
                    .ifPresent(uploads::remove);
        }
    }

    /** The input that a picture makes. */
    synchronized Tensor get(String id) {
        Tensor known = embedded.get(id);
        if (known != null) {
            return known;
        }
        Upload upload = Optional.ofNullable(uploads.get(id))
                .orElseThrow(() -> new Refusal(
                        404,
                        "There is no such picture here (any more): uploads are forgotten after " + idle.toMinutes()
                                + " minutes without use, or when many newer ones come. Upload it again, or choose one of: "
                                + String.join(", ", embedded.keySet()) + "."));
        uploads.put(id, new Upload(upload.input(), clock.instant()));
        return upload.input();
    }

    /** Forgets what nobody has asked for in a while. */
    synchronized void expire() {
        Instant limit = clock.instant().minus(idle);
        uploads.values().removeIf(upload -> upload.lastUsed().isBefore(limit));
    }
}
