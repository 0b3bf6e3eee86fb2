package io.github.hdecomp.examples.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.analysis.ClassEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class GraphMlTest {
    @Test
    void nodesAndEdgesWithTheirNumbers(@TempDir Path folder)
            throws IOException, ParserConfigurationException, SAXException {
        ClassEvidence.Graph graph = new ClassEvidence.Graph(
                7,
                "cat & dog",
                4,
                List.of(
                        new ClassEvidence.Node("class", 1),
                        new ClassEvidence.Node("b#1", 0.75),
                        new ClassEvidence.Node("a#2", 0.5)),
                List.of(
                        new ClassEvidence.Edge("class", "b#1", 0.75, 0.3),
                        new ClassEvidence.Edge("b#1", "a#2", 0.5, 0.125)));
        Path file = folder.resolve("class.graphml");
        GraphMl.write(graph, file);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("graphml");
        Map<String, String> keys = new HashMap<>();
        NodeList declared = document.getElementsByTagName("key");
        for (int i = 0; i < declared.getLength(); i++) {
            Element key = (Element) declared.item(i);
            keys.put(key.getAttribute("id"), key.getAttribute("attr.name"));
        }
        NodeList nodes = document.getElementsByTagName("node");
        assertThat(nodes.getLength()).isEqualTo(3);
        assertThat(((Element) nodes.item(0)).getAttribute("id")).isEqualTo("cat & dog");
        assertThat(numbers((Element) nodes.item(1), keys)).isEqualTo(Map.of("frequency", 0.75));
        NodeList edges = document.getElementsByTagName("edge");
        assertThat(edges.getLength()).isEqualTo(2);
        assertThat(((Element) edges.item(0)).getAttribute("source")).isEqualTo("cat & dog");
        assertThat(((Element) edges.item(1)).getAttribute("source")).isEqualTo("b#1");
        assertThat(((Element) edges.item(1)).getAttribute("target")).isEqualTo("a#2");
        assertThat(numbers((Element) edges.item(1), keys)).isEqualTo(Map.of("frequency", 0.5, "share", 0.125));
    }

    private static Map<String, Double> numbers(Element element, Map<String, String> keys) {
        Map<String, Double> numbers = new HashMap<>();
        NodeList data = element.getElementsByTagName("data");
        for (int i = 0; i < data.getLength(); i++) {
            Element one = (Element) data.item(i);
            numbers.put(keys.getOrDefault(one.getAttribute("key"), "undeclared"), Double.valueOf(one.getTextContent()));
        }
        return numbers;
    }
}
