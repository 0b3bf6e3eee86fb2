package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.WeightedSum;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Remainder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextExporterTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new TextExporter();
    }

    @Test
    void classesAreNamed() {
        EvidenceTree any = RandomTrees.of(1);
        EvidenceNode root = new EvidenceNode(
                new ClassDecision(1), 2.5f, Optional.empty(), Optional.empty(), List.of(), new Remainder(0, 0, 2.5));
        List<Prediction.Candidate> prediction = List.of(
                new Prediction.Candidate(0, "dog", 3, 0.6), new Prediction.Candidate(1, "tabby\ncat", 2.5f, 0.3));
        EvidenceTree named = new EvidenceTree(any.provenance(), prediction, root);
        assertThat(new String(bytes(named), StandardCharsets.UTF_8)).startsWith("class 1 (tabby cat) = 2.500");
        EvidenceTree unnamed = new EvidenceTree(any.provenance(), prediction.subList(0, 1), root);
        assertThat(new String(bytes(unnamed), StandardCharsets.UTF_8)).startsWith("class 1 = 2.500");
    }

    @Test
    void contrastsAreNamedByTheirTerms() {
        EvidenceTree any = RandomTrees.of(1);
        WeightedSum contrast = WeightedSum.contrast(new ClassDecision(1), new ClassDecision(0));
        EvidenceNode root = new EvidenceNode(
                contrast, 2.5f, Optional.empty(), Optional.empty(), List.of(), new Remainder(0, 0, 2.5));
        List<Prediction.Candidate> prediction =
                List.of(new Prediction.Candidate(0, "dog", 3, 0.6), new Prediction.Candidate(1, "cat", 2.5f, 0.3));
        EvidenceTree named = new EvidenceTree(any.provenance(), prediction, root);
        assertThat(new String(bytes(named), StandardCharsets.UTF_8))
                .startsWith("class 1 - class 0 (cat - dog) = 2.500");
        EvidenceTree unnamed = new EvidenceTree(any.provenance(), prediction.subList(0, 1), root);
        assertThat(new String(bytes(unnamed), StandardCharsets.UTF_8)).startsWith("class 1 - class 0 = 2.500");
    }

    @Property(tries = 50)
    void aLinePerDecision(@ForAll long seed) {
        EvidenceTree tree = RandomTrees.of(seed);
        String text = new String(bytes(tree), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize((int) tree.nodes().count());
        assertThat(text).startsWith(tree.root().decision().toString());
    }
}
