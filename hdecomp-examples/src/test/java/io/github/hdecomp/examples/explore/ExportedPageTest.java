package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.examples.scenes.Scenes;
import io.github.hdecomp.export.HtmlExporter;
import io.github.hdecomp.model.Model;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.tree.Evidence;
import io.github.hdecomp.tree.EvidenceNode;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import io.github.hdecomp.weights.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The exported page of a whole tree, opened from disk. */
class ExportedPageTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // By start(), before any test.
    private static Browser browser;

    @SuppressWarnings("NullAway.Init") // By start(), before any test.
    private static EvidenceTree tree;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(folder);
        try (Model model = Models.demo();
                Exploration exploration =
                        Decomposer.open(model, new Scenes(2027).scene(0).draw().image())) {
            tree = exploration.tree(Options.defaults());
            HtmlExporter.of(exploration, tree).write(tree, folder.resolve("tree.html"));
        }
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.driver().get(folder.resolve("tree.html").toUri().toString());
    }

    @AfterEach
    void nothingWentWrong() {
        browser.size(1500, 1000);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void isOneSmallFile() throws IOException {
        assertThat(tree.nodes().count()).isBetween(300L, 364L);
        assertThat(Files.size(folder.resolve("tree.html"))).isLessThan(3L * MEBIBYTE);
        assertThat(Files.readString(folder.resolve("tree.html")))
                .doesNotContain("<link", "@import", "src=\"http", "fetch(");
    }

    private static int visible() {
        return (int) browser.all("#tree [role=treeitem]").stream()
                .filter(WebElement::isDisplayed)
                .count();
    }

    private static String focusedName() {
        return String.valueOf(browser.script(
                "return document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"));
    }

    /** By keyboard alone: down the strongest evidence, to a neighbour, closed and opened again. */
    @Test
    void keyboard() {
        browser.find("#tree [tabindex='0']").sendKeys(Keys.HOME);
        WebElement root = browser.driver().switchTo().activeElement();
        assertThat(root.getDomAttribute("role")).isEqualTo("treeitem");
        press(Keys.ARROW_DOWN);
        EvidenceNode strongest = tree.root().children().get(0);
        String share = String.format(
                Locale.ROOT, "%.1f %%", 100 * strongest.evidence().orElseThrow().share());
        assertThat(browser.find("#details").getText()).contains(share);
        press(Keys.ARROW_DOWN);
        press(Keys.ARROW_DOWN);
        int open = visible();
        browser.screenshot("exported-keyboard");
        press(Keys.ARROW_UP);
        press("-");
        assertThat(visible()).isLessThan(open);
        press("+");
        assertThat(visible()).isEqualTo(open);
        String before = focusedName();
        press(Keys.ARROW_RIGHT);
        assertThat(focusedName()).isNotEqualTo(before);
        press(Keys.HOME);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(root);
    }

    private static void press(CharSequence key) {
        browser.driver().switchTo().activeElement().sendKeys(key);
    }

    @Test
    void mouse() {
        WebElement second = browser.all("#tree [role=treeitem][aria-level='2']").get(1);
        second.click();
        assertThat(second.getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(browser.find("#details").getText()).contains("Share");
        for (WebElement level : browser.all("#levels button")) {
            level.click();
        }
        browser.until("all levels open", () -> visible() == tree.nodes().count());
        browser.screenshot("exported-all-levels");
        new Select(browser.find("#scale")).selectByValue("tree");
        browser.all("#levels button").get(0).click();
        assertThat(visible()).isLessThan(20);
    }

    /** What the pointer is over is shown on the picture, and with it gone what is chosen. */
    @Test
    void hover() {
        Object chosen = overlay();
        for (String node : List.of(".tile[aria-level='2']", ".tile[aria-level='3']")) {
            new Actions(browser.driver()).moveToElement(browser.find(node)).perform();
            assertThat(overlay()).isNotEqualTo(chosen);
        }
        String shown = browser.find("#legend-high").getText();
        Evidence pointed =
                tree.root().children().get(0).children().get(0).evidence().orElseThrow();
        double most = IntStream.range(0, pointed.map().values().size())
                .mapToDouble(pointed.map().values()::get)
                .max()
                .orElseThrow();
        assertThat(Double.parseDouble(shown)).isEqualTo(Double.parseDouble(String.format(Locale.ROOT, "%.3g", most)));
        browser.screenshot("exported-hover");
        new Actions(browser.driver()).moveToElement(browser.find("h1")).perform();
        assertThat(overlay()).isEqualTo(chosen);
        assertThat(browser.find("#details h3").getText()).isEqualTo("cat");
    }

    private static Object overlay() {
        return Objects.requireNonNull(browser.script("return document.getElementById('overlay').toDataURL()"));
    }

    /** The picture, the pyramid fitted to the page, and the table: all of it, and not a page for every node. */
    @Test
    void prints() throws IOException {
        browser.find("#levels button:last-of-type").click();
        browser.until("all levels open", () -> visible() == tree.nodes().count());
        String pdf = Files.readString(browser.print("exported-print"), StandardCharsets.ISO_8859_1);
        long pages = Pattern.compile("/Type /Page\\b").matcher(pdf).results().count();
        assertThat(pages).isBetween(2L, 20L);
        assertThat(browser.find("#table").isDisplayed()).isFalse();
        assertThat(browser.find("#sheet").getDomAttribute("style")).doesNotContain("zoom");
    }

    @Test
    void table() {
        browser.find("#tab-table").click();
        assertThat(browser.all("#table tbody tr")).hasSize((int) tree.nodes().count());
        String row =
                Objects.requireNonNull(browser.all("#table tbody tr").get(1).getText());
        NodeNumbers first = NodeNumbers.of(tree.root().children().get(0));
        assertThat(row).contains(first.layer(), first.channel());
        browser.screenshot("exported-table");
        assertThat(browser.barriers()).isEmpty();
    }

    private record NodeNumbers(String layer, String channel) {
        static NodeNumbers of(EvidenceNode node) {
            var neuron = (NeuronDecision) node.decision();
            return new NodeNumbers(neuron.tap().name(), Integer.toString(neuron.channel()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "narrow"})
    void everyoneCanUseIt(String look) {
        if (look.equals("dark")) {
            browser.find("#theme").click();
        }
        if (look.equals("narrow")) {
            browser.size(420, 900);
        }
        browser.screenshotOfAll("exported-" + look);
        assertThat(browser.barriers()).isEmpty();
    }
}
