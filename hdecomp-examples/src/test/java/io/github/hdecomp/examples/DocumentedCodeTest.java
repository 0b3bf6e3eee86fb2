package io.github.hdecomp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a page of the documentation shows is what the project that it points to compiles and tests. */
class DocumentedCodeTest {
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void addingAMethodShowsTheConsumersCode() throws IOException {
        Path consumer = Path.of("consumer/src");
        String code = Files.readString(consumer.resolve("main/java/com/example/consumer/Occlusion.java"))
                + Files.readString(consumer.resolve("test/java/com/example/consumer/OcclusionTest.java"));
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/adding-a-method.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(code).contains(block));
        assertThat(blocks.get(0)).contains("record Occlusion");
    }
}
