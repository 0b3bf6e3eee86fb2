package io.github.hdecomp.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hdecomp.model.Gradient;
import io.github.hdecomp.render.DrawnTrees;
import io.github.hdecomp.render.SharpView;
import io.github.hdecomp.render.SharpViews;
import io.github.hdecomp.tensor.Region;
import io.github.hdecomp.tensor.Shape;
import io.github.hdecomp.tensor.Tensor;
import io.github.hdecomp.tree.EvidenceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlExporterTest extends TreeExporterContract {

    @Override
    protected TreeExporter exporter() {
        return new HtmlExporter(DrawnTrees.picture(), SharpViews.none());
    }

    private String page(EvidenceTree tree) {
        return new String(bytes(tree), StandardCharsets.UTF_8);
    }

    /** A row of the table and an object of the data for every node. */
    @Property(tries = 30)
    void everyNodeIsThere(@ForAll long seed) throws IOException {
        EvidenceTree tree = RandomTrees.of(seed);
        String page = page(tree);
        int nodes = (int) tree.nodes().count();
        assertThat(count(page, "<tr data-node=")).isEqualTo(nodes);
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(between(page, "id=\"data\">", "</script>"))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                }
            }
        }
        assertThat(names.stream().filter("parent"::equals)).hasSize(nodes);
    }

    /** Whatever a class is called, it stays text: in the page, in attributes and in the data. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "</title><img src=x onerror=alert(1)>",
                "\" onload=\"alert(1)",
                "' autofocus onfocus='alert(1)",
                "<!-- <script>",
                "]]> {{data}} $1 \\u003c &lt;",
                "a\u0000b\u2028c\ud800d"
            })
    void labelsStayText(String label) throws IOException {
        String plain = page(DrawnTrees.regular("thing", 2));
        String page = page(DrawnTrees.regular(label, 2));
        for (String markup : new String[] {"<script", "</script", "<img", "<!--", "<", ">"}) {
            assertThat(count(page, markup)).as(markup).isEqualTo(count(plain, markup));
        }
        assertThat(page).doesNotContain("onload=\"", "onfocus='").contains("id=\"tree\"");
        try (JsonParser json = new JsonFactory().createParser(between(page, "id=\"data\">", "</script>"))) {
            List<String> values = new ArrayList<>();
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    values.add(json.getText());
                }
            }
            assertThat(values).contains(new String(label.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        assertThat(page.getBytes(StandardCharsets.UTF_8)).doesNotContain(0);
    }

    /** The policy allows exactly the page's own script and style. */
    @Test
    void contentSecurityPolicy() throws Exception {
        String page = page(DrawnTrees.regular("thing", 2));
        String policy = between(page, "Content-Security-Policy\" content=\"", "\">");
        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        for (String[] block :
                new String[][] {{"<style>", "</style>", "style-src"}, {"<script>", "</script>", "script-src"}}) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(between(page, block[0], block[1]).getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains(block[2] + " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page).doesNotContain("{{");
    }

    /** No address but those that hold their content, and no handlers or styles in attributes. */
    @Test
    void thePageNeedsNothingElse() {
        String page = page(DrawnTrees.regular("thing", 3, 3));
        Matcher addresses = Pattern.compile("(?:src|href)=\"([^\"]{0,20})").matcher(page);
        while (addresses.find()) {
            assertThat(addresses.group(1)).startsWith("data:image/");
        }
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "@import", "url(");
        assertThat(page).doesNotContainPattern("<[^>]+ (?:on[a-z]+|style)=");
    }

    @Test
    void sharpViews_areGivenOncePerDecision() throws IOException {
        EvidenceTree tree = DrawnTrees.regular("thing", 2);
        Gradient signal = new Gradient(new Region(0, 0, 2, 2), Tensor.of(Shape.of(1, 2, 2), 1, 2, -3, 4));
        SharpView view = SharpView.of(signal, Optional.empty());
        SharpViews sharp = new SharpViews(Map.of(
                tree.root().decision(), view, tree.root().children().get(0).decision(), view));
        HtmlExporter exporter = new HtmlExporter(DrawnTrees.picture(), sharp);
        String page = written(exporter, tree);
        assertThat(count(page, "\"view\":")).isEqualTo(2);
        assertThat(count(page, "data:image/")).isEqualTo(3);
    }

    @Test
    void withoutPicture() throws IOException {
        String page = written(HtmlExporter.withoutPicture(), DrawnTrees.regular("thing", 2));
        assertThat(page).doesNotContain("<img id=\"input\"").contains("<tr data-node=\"2\">");
    }

    /** A tree that no browser could show loses its lowest levels, and the page says so. */
    @Test
    void hugeTrees() {
        String page = page(DrawnTrees.regular("thing", 16, 16, 16, 2));
        assertThat(page).contains("Left out: the levels below ");
        assertThat(count(page, "<tr data-node=")).isEqualTo(1 + 16 + 256 + 4096);
        assertThat(page(DrawnTrees.regular("thing", 3, 3, 3))).doesNotContain("Left out");
    }

    private static String written(HtmlExporter exporter, EvidenceTree tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.write(tree, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
