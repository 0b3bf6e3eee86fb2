package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tree.EvidenceTree;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextExporterTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new TextExporter();
    }

    @Property(tries = 50)
    void aLinePerDecision(@ForAll long seed) {
        EvidenceTree tree = RandomTrees.of(seed);
        String text = new String(bytes(tree), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize((int) tree.nodes().count());
        assertThat(text).startsWith(tree.root().decision().toString());
    }
}
