package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
import io.github.hdecomp.attribution.Decomposition;
import io.github.hdecomp.export.JsonReader;
import io.github.hdecomp.model.ClassDecision;
import io.github.hdecomp.model.Edit;
import io.github.hdecomp.model.NeuronDecision;
import io.github.hdecomp.model.Prediction;
import io.github.hdecomp.model.Tap;
import io.github.hdecomp.tree.EvidenceTree;
import io.github.hdecomp.tree.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The page, in a browser, as people use it. */
class ExplorerPageTest {
    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // By start(), before any test.
    private static ExplorerWindow page;

    @BeforeAll
    static void start() throws IOException {
        page = new ExplorerWindow(folder);
        Files.write(folder.resolve("picture.png"), Served.png(Served.picture(5)));
        Files.writeString(folder.resolve("text.png"), "no picture");
    }

    @AfterAll
    static void end() {
        if (page != null) {
            page.close();
        }
    }

    /** Whatever is done, nothing is refused by the policy of the page, and no script fails. */
    @AfterEach
    void nothingWentWrong() {
        page.browser.size(1500, 1000);
        assertThat(page.complaints()).isEmpty();
    }

    /** From a file on disk down to the lowest stage, and there again from the address. */
    @Test
    void uploadAndWalkDown() {
        page.open("");
        page.browser
                .find("#file")
                .sendKeys(folder.resolve("picture.png").toAbsolutePath().toString());
        page.browser.until("upload shown", () -> page.query().matches("picture=[0-9a-f]{64}"));
        page.idle();
        List<Prediction.Candidate> best = page.served
                .model
                .predict(Served.SPEC.preprocessing().apply(Served.picture(5)))
                .top(5);
        List<WebElement> rows = page.browser.all("#prediction tbody tr");
        assertThat(rows).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(rows.get(i).getText())
                    .startsWith(best.get(i).label())
                    .contains(String.format(
                            Locale.ROOT, "%.1f %%", 100 * best.get(i).probability()));
        }
        assertThat(page.title()).isEqualTo("Why " + best.get(0).label() + "?");
        assertThat(page.cards().size()).isEqualTo(4);
        page.click(page.browser.all(".node[aria-level='2']").get(0));
        assertThat(page.cards().size()).isEqualTo(7);
        page.click(page.browser.all(".node[aria-level='3']").get(0));
        assertThat(page.cards().size()).isGreaterThan(7);
        assertThat(page.browser.all(".node[aria-level='4']")).isNotEmpty();
        int all = page.cards().size();
        String address = page.query();
        page.browser.screenshot("walk");
        EvidenceTree tree = Decomposer.explain(page.served.model, Served.picture(5));
        NeuronDecision strongest =
                (NeuronDecision) tree.root().children().get(0).decision();
        assertThat(page.browser.all(".node[aria-level='2'] strong").get(0).getText())
                .isEqualTo("relu3 · " + strongest.channel());

        page.browser.driver().navigate().back();
        page.browser.until("one step back", () -> page.cards().size() == 7);
        page.browser.driver().navigate().back();
        page.browser.until("two steps back", () -> page.cards().size() == 4);
        page.browser.driver().navigate().forward();
        page.browser.until("forward", () -> page.cards().size() == 7);
        page.open("?" + address);
        assertThat(page.cards().size()).isEqualTo(all);
        assertThat(page.query()).isEqualTo(address);
    }

    @Test
    void contrast() {
        page.open("?picture=shapes");
        page.enter("#class-a", "cat");
        page.enter("#class-b", "3 dog");
        page.click(page.browser.find("#question button"));
        assertThat(page.title()).isEqualTo("Why cat rather than dog?");
        assertThat(page.query()).contains("root=contrast%3A2%3A3");
        page.browser.screenshot("contrast");
        page.click(page.browser.find("#explain-2"));
        assertThat(page.title()).isEqualTo("Why cat?");
        page.click(page.browser.all("[id^=contrast-]:not(#contrast-2)").get(0));
        assertThat(page.title()).startsWith("Why cat rather than ");
    }

    /** A channel that is switched off: the prediction follows at once, and so do the decisions above. */
    @Test
    void switchOff() {
        page.open("?picture=shapes&root=class:2");
        WebElement node = page.browser.all(".node[aria-level='2']").get(0);
        int channel = Integer.parseInt(
                node.findElement(By.tagName("strong")).getText().replaceAll(".*· ", ""));
        page.click(node);
        page.click(page.browser.button("#details", "Switch off"));
        assertThat(page.browser.find("#prediction-note").getText()).isEqualTo("1 channel of relu3 switched off");
        try (Exploration exploration = Decomposer.open(page.served.model, Served.picture(1))) {
            float after = exploration
                    .tape()
                    .replay(Tap.of("relu3"), List.of(Edit.zero(channel)), List.of(new ClassDecision(2)))
                    .value(0, 0);
            String[] shown = page.browser.find("#node-root .change").getText().split(" → ", -1);
            assertThat(Double.parseDouble(shown[1]))
                    .isEqualTo(Double.parseDouble(String.format(Locale.ROOT, "%.3g", after)));
        }
        assertThat(page.browser.all(".node.off")).hasSize(1);
        page.browser.screenshot("switched-off");
        page.click(page.browser.button("#off", "All on"));
        assertThat(page.browser.find("#prediction-note").getText()).isEmpty();
        page.click(page.browser.button("#details", "Rank all channels"));
        page.browser.until(
                "ranking", () -> page.browser.find("#found").getText().contains("loses when one channel of relu2"));
    }

    /** A rectangle that is drawn with the mouse is covered, and the picture compared with itself. */
    @Test
    void coverAndCompare() {
        page.open("?picture=shapes");
        page.click(page.browser.find("input[value=cover]"));
        WebElement picture = page.browser.find("#picture");
        new Actions(page.browser.driver())
                .moveToElement(picture, -60, -50)
                .clickAndHold()
                .moveByOffset(90, 80)
                .release()
                .perform();
        page.browser.until("covered", () -> !page.browser.all("#covered button").isEmpty());
        page.idle();
        assertThat(page.browser.find("#prediction-note").getText()).isEqualTo("Original → covered");
        assertThat(page.query()).contains("occlude=");
        page.browser.screenshot("covered");
        new Select(page.browser.find("#compare")).selectByVisibleText("itself, covered");
        page.idle();
        assertThat(page.browser.all(".node .change")).isNotEmpty();
        page.browser.screenshot("compared");
        new Select(page.browser.find("#compare")).selectByVisibleText("blocks");
        page.idle();
        assertThat(page.query()).contains("vs=blocks");
        page.browser.screenshot("compared-with-another");
        page.click(page.browser.all("#covered button").get(0));
        assertThat(page.query()).doesNotContain("occlude");
    }

    @Test
    void whatFiresHere() {
        page.open("?picture=shapes");
        page.browser.find("#picture").click();
        page.browser.until(
                "channels found", () -> !page.browser.all("#found tbody tr").isEmpty());
        page.browser.screenshot("fires");
        assertThat(page.browser.find("#found p").getText()).startsWith("relu3 at row ");
        List<String> shown = page.cards();
        List<String> fire = page.browser.all("#found tbody th").stream()
                .map(row -> "relu3 · " + row.getText())
                .toList();
        List<Double> shares = page.browser.all("#found tbody td:nth-of-type(2)").stream()
                .map(cell -> Double.parseDouble(cell.getText().replace(" %", "")))
                .toList();
        int added = IntStream.range(0, fire.size())
                .filter(i -> shares.get(i) > 0 && !shown.contains(fire.get(i)))
                .findFirst()
                .orElseThrow();
        page.click(page.browser.find("#found tbody tr:nth-child(" + (added + 1) + ") button[aria-label^=Add]"));
        assertThat(page.cards()).containsAll(shown).contains(fire.get(added)).hasSize(shown.size() + 1);
        assertThat(page.query()).contains("!" + fire.get(added).replaceAll(".*· ", ""));

        int against = against();
        page.enter("#channel input", Integer.toString(against));
        page.browser.find("#channel button").click();
        page.browser.until(
                "channel shown", () -> page.browser.find("#found").getText().startsWith("Channel " + against));
        page.click(page.browser.button("#found", "Add"));
        assertThat(page.browser.find("#error").getText()).contains("does not speak for this decision");
        assertThat(page.cards()).hasSize(shown.size() + 1);

        page.enter("#channel input", "7");
        page.browser.find("#channel button").click();
        page.browser.until(
                "channel shown", () -> page.browser.find("#found").getText().startsWith("Channel 7 of relu3"));
        page.click(page.browser.button("#found", "Explain"));
        assertThat(page.title()).isEqualTo("Why relu3 · 7?");
    }

    /** The channel that speaks most against the prediction. */
    private static int against() {
        try (Exploration exploration = Decomposer.open(page.served.model, Served.picture(1))) {
            ClassDecision predicted = new ClassDecision(exploration.prediction().classId());
            Decomposition decomposition = exploration.decompose(predicted, Tap.of("relu3"));
            return IntStream.range(0, 16)
                    .boxed()
                    .min(Comparator.comparingDouble(decomposition::contribution))
                    .orElseThrow();
        }
    }

    /** A file that is dropped on the picture is uploaded; what was looked up in the last picture goes. */
    @Test
    void drop() {
        page.open("?picture=shapes");
        page.browser.find("#picture").click();
        page.browser.until(
                "channels found", () -> !page.browser.all("#found tbody tr").isEmpty());
        page.browser.script(
                "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
                        + "const dataTransfer = new DataTransfer();"
                        + "dataTransfer.items.add(new File([bytes], 'dropped.png'));"
                        + "document.getElementById('picture')"
                        + ".dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}))",
                Base64.getEncoder().encodeToString(Served.png(Served.picture(6))));
        page.browser.until("upload shown", () -> page.query().matches("picture=[0-9a-f]{64}"));
        page.idle();
        assertThat(page.cards().size()).isEqualTo(4);
        assertThat(page.browser.find("#found").getText()).isEmpty();
    }

    /** To a layer of one's choice, with more children, merged, and without maps. */
    @Test
    void options() {
        page.open("?picture=shapes");
        page.click(page.browser.all(".node[aria-level='2']").get(0));
        new Select(page.browser.find("#into")).selectByVisibleText("pool1");
        page.click(page.browser.button("#details", "Again"));
        assertThat(page.browser.all(".node[aria-level='3'] strong").get(0).getText())
                .startsWith("pool1 · ");
        assertThat(page.query()).contains("(pool1)");
        WebElement children = page.browser.find("#children");
        children.sendKeys(Keys.chord(Keys.CONTROL, "a"), "5" + Keys.TAB);
        page.idle();
        assertThat(page.browser.all(".node[aria-level='2']").size()).isBetween(4, 5);
        page.click(page.browser.find("#merge"));
        page.click(page.browser.find("#masks"));
        new Select(page.browser.find("#scale")).selectByVisibleText("shared by siblings");
        page.idle();
        assertThat(page.query()).contains("children=5", "merge=1", "masks=0", "scale=siblings");
        page.click(page.browser.find("#whole"));
        page.browser.until(
                "all stages", () -> page.browser.all(".node[aria-level='4']").size() > 3);
        page.browser.screenshot("all-stages");
        page.click(page.browser.all(".node[aria-level='2']").get(0));
        page.click(page.browser.find("#close"));
        assertThat(page.browser.find(".node.chosen").getDomAttribute("aria-expanded"))
                .isEqualTo("false");
        assertThat(page.browser.find("#details").getText()).doesNotContain("Decomposed into");
        page.click(page.browser.find(".node.chosen"));
        assertThat(page.browser.find(".node.chosen").getDomAttribute("aria-expanded"))
                .isEqualTo("true");
        page.click(page.browser.find("#fold"));
        assertThat(page.browser.all(".node[aria-level='3']")).isEmpty();
    }

    /** While others keep the server busy: what is waited for is said, and can be left. */
    @Test
    void cancel() throws Exception {
        page.open("?picture=shapes");
        page.whileOthersWork(() -> {
            for (String work : List.of("#whole", "[data-export=png]")) {
                page.browser.find(work).click();
                page.browser.until("busy", () -> page.browser.find("#busy").isDisplayed());
                page.browser.screenshot("busy");
                page.click(page.browser.find("#cancel"));
                assertThat(page.browser.find("#announce").getDomProperty("textContent"))
                        .isEqualTo("Cancelled.");
                assertThat(page.cards().size()).isEqualTo(4);
                assertThat(page.focused()).isEqualTo("node-root");
            }
        });
        page.click(page.browser.find("#whole"));
        page.browser.until("all stages", () -> page.cards().size() > 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "html", "png", "dot"})
    void exports(String format) throws IOException {
        page.open("?picture=shapes&walk=-");
        page.browser.find("[data-export=" + format + "]").click();
        Path file = folder.resolve("tree." + format);
        page.browser.until("download of " + file, () -> Files.exists(file));
        if (format.equals("json")) {
            assertThat(JsonReader.read(file).root())
                    .isEqualTo(Decomposer.explain(
                                    page.served.model,
                                    Served.picture(1),
                                    Options.defaults().withDepth(1))
                            .root());
        }
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void errors() {
        page.open("?picture=shapes");
        page.browser
                .find("#file")
                .sendKeys(folder.resolve("text.png").toAbsolutePath().toString());
        page.browser.until("error", () -> page.browser.find("#error").isDisplayed());
        assertThat(page.browser.find("#error p").getText()).contains("not a picture in a format that is read here");
        assertThat(page.cards().size()).isEqualTo(4);
        page.browser.screenshot("error");
        page.click(page.browser.find("#error button"));
        assertThat(page.browser.find("#error").isDisplayed()).isFalse();
        page.enter("#class-a", "unicorn");
        page.click(page.browser.find("#question button"));
        assertThat(page.browser.find("#error p").getText()).contains("no class called “unicorn”");
        page.open("?picture=" + "0".repeat(64));
        assertThat(page.browser.find("#error p").getText()).contains("Upload it again");
        new Select(page.browser.find("#pictures")).selectByVisibleText("blocks");
        page.idle();
        assertThat(page.cards().size()).isEqualTo(4);
        assertThat(page.browser.find("#error").isDisplayed()).isFalse();
        page.open("?picture=shapes&root=class:99");
        assertThat(page.browser.find("#error p").getText()).contains("99");
    }
}
