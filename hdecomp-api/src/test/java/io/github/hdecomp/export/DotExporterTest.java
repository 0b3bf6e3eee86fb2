package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.tree.EvidenceTree;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DotExporterTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new DotExporter();
    }

    /** One node per decision, one edge per child, and every quote closed on its line. */
    @Property(tries = 50)
    void structure(@ForAll long seed) {
        EvidenceTree tree = RandomTrees.of(seed);
        String dot = new String(bytes(tree), StandardCharsets.UTF_8);
        long nodes = tree.nodes().count();
        assertThat(dot.lines().filter(line -> line.matches(" {2}n\\d+ \\[label=.*];")))
                .hasSize((int) nodes);
        assertThat(dot.lines().filter(line -> line.contains(" -> "))).hasSize((int) nodes - 1);
        assertThat(dot.lines()
                        .filter(line -> line.replace("\\\\", "")
                                                .replace("\\\"", "")
                                                .chars()
                                                .filter(c -> c == '"')
                                                .count()
                                        % 2
                                != 0))
                .isEmpty();
        assertThat(dot).startsWith("digraph evidence {\n").endsWith("}\n");
    }
}
