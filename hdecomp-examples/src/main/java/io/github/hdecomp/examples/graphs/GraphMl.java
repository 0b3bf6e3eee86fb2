package io.github.hdecomp.examples.graphs;

import io.github.hdecomp.analysis.ClassEvidence;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.graphml.GraphMLExporter;

/** GraphML (Brandes et al. 2002), which Gephi, yEd and NetworkX read. */
public final class GraphMl {
    private GraphMl() {}

    /**
     * Writes the graph of a class to a file, whole or not at all.
     *
     * @param evidence the graph
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(ClassEvidence.Graph evidence, Path file) throws IOException {
        Graph<String, ClassEvidence.Edge> graph = new SimpleDirectedGraph<>(ClassEvidence.Edge.class);
        Map<String, Double> frequencies = new HashMap<>();
        for (ClassEvidence.Node node : evidence.nodes()) {
            graph.addVertex(node.id());
            frequencies.put(node.id(), node.frequency());
        }
        for (ClassEvidence.Edge edge : evidence.edges()) {
            if (graph.containsVertex(edge.from()) && graph.containsVertex(edge.to())) {
                graph.addEdge(edge.from(), edge.to(), edge);
            }
        }
        String root = evidence.className().isEmpty() ? "class " + evidence.classId() : evidence.className();
        GraphMLExporter<String, ClassEvidence.Edge> exporter =
                new GraphMLExporter<>(id -> id.equals("class") ? root : id);
        exporter.registerAttribute("frequency", GraphMLExporter.AttributeCategory.ALL, AttributeType.DOUBLE);
        exporter.registerAttribute("share", GraphMLExporter.AttributeCategory.EDGE, AttributeType.DOUBLE);
        exporter.setVertexAttributeProvider(id -> Map.of("frequency", number(frequencies.getOrDefault(id, 0.0))));
        exporter.setEdgeAttributeProvider(
                edge -> Map.of("frequency", number(edge.frequency()), "share", number(edge.share())));
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                exporter.exportGraph(graph, writer);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Attribute number(double value) {
        return DefaultAttribute.createAttribute(value);
    }
}
