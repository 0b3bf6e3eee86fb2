package io.github.hdecomp.weights.timm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.hdecomp.image.ChannelOrder;
import io.github.hdecomp.image.Interpolation;
import io.github.hdecomp.image.Preprocessing;
import io.github.hdecomp.image.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code config.json} that timm's repositories on the Hugging Face hub hold beside {@code model.safetensors}. Its
 * {@code pretrained_cfg} says how the pictures of that training are prepared: the shorter side is resized to
 * ⌊input size / crop_pct⌋, and the centre is cropped.
 */
public final class TimmConfig {
    private static final String NAME = "config.json";
    private static final int MOST_BYTES = 1 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, List<Float>> numbers = new HashMap<>();

    private TimmConfig() {}

    /**
     * The preprocessing of a training.
     *
     * @param weights a file of weights
     * @return what the configuration in its folder says; empty if there is none, or it is not one of timm
     */
    public static Optional<Preprocessing> beside(Path weights) {
        Path file = weights.resolveSibling(NAME);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            TimmConfig config = new TimmConfig();
            try (JsonParser json = FACTORY.createParser(Files.readAllBytes(file))) {
                config.read(json);
            }
            return config.preprocessing();
        } catch (IOException | IllegalArgumentException notOfTimm) {
            return Optional.empty();
        }
    }

    /** Remembers words and lists of numbers by the name of their field; those in {@code pretrained_cfg} win. */
    private void read(JsonParser json) throws IOException {
        boolean inside = false;
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            String field = json.currentName();
            if (token == JsonToken.START_OBJECT && "pretrained_cfg".equals(field)) {
                words.clear();
                numbers.clear();
                inside = true;
            } else if (token == JsonToken.END_OBJECT && "pretrained_cfg".equals(field)) {
                return;
            } else if (field != null && (inside || json.getParsingContext().getNestingDepth() <= 2)) {
                remember(json, token, field);
            }
        }
    }

    private void remember(JsonParser json, JsonToken token, String field) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            words.put(field, json.getText());
        } else if (token.isNumeric()) {
            numbers.put(field, List.of(json.getFloatValue()));
        } else if (token == JsonToken.START_ARRAY) {
            List<Float> items = new ArrayList<>();
            for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
                if (item == null || !item.isNumeric()) {
                    json.skipChildren();
                } else {
                    items.add(json.getFloatValue());
                }
            }
            numbers.put(field, items);
        }
    }

    private Optional<Preprocessing> preprocessing() {
        List<Float> size = numbers.getOrDefault("input_size", List.of());
        List<Float> mean = numbers.getOrDefault("mean", List.of());
        List<Float> deviation = numbers.getOrDefault("std", List.of());
        List<Float> crop = numbers.getOrDefault("crop_pct", List.of());
        if (size.size() != 3 || mean.size() != 3 || deviation.size() != 3 || crop.size() != 1) {
            return Optional.empty();
        }
        if (!(crop.get(0) > 0 && crop.get(0) <= 1)) {
            return Optional.empty();
        }
        int height = size.get(1).intValue();
        int width = size.get(2).intValue();
        int shorter = (int) Math.floor(Math.min(height, width) / (double) crop.get(0));
        Interpolation interpolation = Interpolation.valueOf(
                words.getOrDefault("interpolation", "bilinear").toUpperCase(Locale.ROOT));
        return Optional.of(new Preprocessing(
                new Resize.ShorterSide(shorter, interpolation),
                height,
                width,
                ChannelOrder.RGB,
                255f,
                mean,
                deviation));
    }
}
