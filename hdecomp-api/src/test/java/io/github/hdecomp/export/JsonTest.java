package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hdecomp.tree.EvidenceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new JsonExporter();
    }

    private static EvidenceTree read(byte[] json) throws IOException {
        return JsonReader.read(new ByteArrayInputStream(json), "tree.json");
    }

    @Property(tries = 200)
    void readsBackToAnEqualTree(@ForAll long seed) throws IOException {
        EvidenceTree tree = RandomTrees.of(seed);
        assertThat(read(bytes(tree))).isEqualTo(tree);
    }

    @Test
    void readsBackFromAFile(@TempDir Path folder) throws IOException {
        EvidenceTree tree = RandomTrees.of(3);
        exporter().write(tree, folder.resolve("tree.json"));
        assertThat(JsonReader.read(folder.resolve("tree.json"))).isEqualTo(tree);
    }

    /** Whatever is cut off or overwritten: a tree or an IOException with the file's name, nothing else. */
    @Property(tries = 1000)
    void damagedFiles(
            @ForAll @IntRange(max = 3) int seed,
            @ForAll @IntRange(max = 5000) int cut,
            @ForAll @IntRange(max = 5000) int at,
            @ForAll byte value) {
        byte[] json = bytes(RandomTrees.of(seed));
        byte[] damaged = java.util.Arrays.copyOf(json, Math.min(json.length, cut + 1));
        if (at < damaged.length) {
            damaged[at] = value;
        }
        try {
            assertThat(read(damaged)).isNotNull();
        } catch (IOException refused) {
            assertThat(refused.getMessage()).startsWith("tree.json: ");
        }
    }

    @Test
    void complaints_sayWhere() {
        assertThatThrownBy(() -> read("{\"schema\": \"other/1\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema other/1, expected io.github.hdecomp/tree/1");
        assertThatThrownBy(() -> read("{\n \"schema\": 5}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("tree.json: line 2, column ")
                .hasMessageEndingWith("got VALUE_NUMBER_INT, expected a string");
        assertThatThrownBy(() -> read("{}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("has no field schema");
        assertThatThrownBy(() -> read("nonsense".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("tree.json: no well-formed JSON: ");
        String json = new String(bytes(RandomTrees.of(5)), StandardCharsets.UTF_8);
        String inverted = json.replaceFirst("\"divisor\": [0-9.]+", "\"divisor\": -1");
        assertThatThrownBy(() -> read(inverted.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("preprocessing: divisor -1.0, expected a positive number");
    }

    /** A later version may add fields. */
    @Property(tries = 50)
    void unknownFields_arePassedOverInEveryObject(@ForAll long seed) throws IOException {
        EvidenceTree tree = RandomTrees.of(seed);
        String json = new String(bytes(tree), StandardCharsets.UTF_8);
        String extended = json.replaceAll("\\{\\s*\"", "{\"news\": {\"a\": [1, {}], \"b\": null}, \"more\": \"x\", \"");
        assertThat(extended.length()).isGreaterThan(json.length() + 100);
        assertThat(read(extended.getBytes(StandardCharsets.UTF_8))).isEqualTo(tree);
    }
}
