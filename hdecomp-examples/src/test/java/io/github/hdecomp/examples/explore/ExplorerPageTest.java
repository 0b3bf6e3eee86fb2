package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hdecomp.Decomposer;
import io.github.hdecomp.Exploration;
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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static Browser browser;

    @SuppressWarnings("NullAway.Init") // By start(), before any test.
    private static Served served;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(folder);
        served = new Served();
        Files.write(folder.resolve("picture.png"), Served.png(Served.picture(5)));
        Files.writeString(folder.resolve("text.png"), "no picture");
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (served != null) {
            served.close();
        }
    }

    /** Whatever is done, nothing is refused by the policy of the page, and no script fails. */
    @AfterEach
    void nothingWentWrong() {
        browser.size(1500, 1000);
        assertThat(browser.complaints())
                .filteredOn(complaint -> !complaint.contains("Failed to load resource"))
                .isEmpty();
    }

    private static void open(String query) {
        browser.driver().get(served.address("/" + query).toString());
        idle();
    }

    /** Waits until the page shows what was asked for. */
    private static void idle() {
        browser.until(
                "page at rest",
                () -> Boolean.TRUE.equals(
                        browser.script(
                                "return document.readyState === 'complete' && document.getElementById('network').textContent !== '…'"
                                        + " && !document.body.hasAttribute('aria-busy') && document.getElementById('busy').hidden")));
    }

    private static void click(WebElement element) {
        element.click();
        idle();
    }

    private static String query() {
        return Objects.requireNonNullElse(browser.driver().getCurrentUrl(), "").replaceFirst("^[^?]*\\??", "");
    }

    private static int nodes() {
        return browser.all(".node").size();
    }

    private static String title() {
        return browser.find("#tree-title").getText();
    }

    private static void enter(String selector, String text) {
        WebElement field = browser.find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** From a file on disk down to the lowest stage, and there again from the address. */
    @Test
    void uploadAndWalkDown() {
        open("");
        browser.find("#file")
                .sendKeys(folder.resolve("picture.png").toAbsolutePath().toString());
        browser.until("upload shown", () -> query().matches("picture=[0-9a-f]{64}"));
        idle();
        List<Prediction.Candidate> best = served.model
                .predict(Served.SPEC.preprocessing().apply(Served.picture(5)))
                .top(5);
        List<WebElement> rows = browser.all("#prediction tbody tr");
        assertThat(rows).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(rows.get(i).getText())
                    .startsWith(best.get(i).label())
                    .contains(String.format(
                            Locale.ROOT, "%.1f %%", 100 * best.get(i).probability()));
        }
        assertThat(title()).isEqualTo("Why " + best.get(0).label() + "?");
        assertThat(nodes()).isEqualTo(4);
        click(browser.all(".node[aria-level='2']").get(0));
        assertThat(nodes()).isEqualTo(7);
        click(browser.all(".node[aria-level='3']").get(0));
        assertThat(nodes()).isGreaterThan(7);
        assertThat(browser.all(".node[aria-level='4']")).isNotEmpty();
        int all = nodes();
        String address = query();
        browser.screenshot("walk");
        EvidenceTree tree = Decomposer.explain(served.model, Served.picture(5));
        NeuronDecision strongest =
                (NeuronDecision) tree.root().children().get(0).decision();
        assertThat(browser.all(".node[aria-level='2'] strong").get(0).getText())
                .isEqualTo("relu3 · " + strongest.channel());

        browser.driver().navigate().back();
        browser.until("one step back", () -> nodes() == 7);
        browser.driver().navigate().back();
        browser.until("two steps back", () -> nodes() == 4);
        browser.driver().navigate().forward();
        browser.until("forward", () -> nodes() == 7);
        open("?" + address);
        assertThat(nodes()).isEqualTo(all);
        assertThat(query()).isEqualTo(address);
    }

    @Test
    void contrast() {
        open("?picture=shapes");
        enter("#class-a", "cat");
        enter("#class-b", "3 dog");
        click(browser.find("#question button"));
        assertThat(title()).isEqualTo("Why cat rather than dog?");
        assertThat(query()).contains("root=contrast%3A2%3A3");
        browser.screenshot("contrast");
        click(browser.all("#prediction tbody th button").get(1));
        assertThat(title()).doesNotContain("rather");
    }

    /** A channel that is switched off: the prediction follows at once, and so do the decisions above. */
    @Test
    void switchOff() {
        open("?picture=shapes&root=class:2");
        WebElement node = browser.all(".node[aria-level='2']").get(0);
        int channel = Integer.parseInt(
                node.findElement(By.tagName("strong")).getText().replaceAll(".*· ", ""));
        click(node);
        click(browser.button("#details", "Switch off"));
        assertThat(browser.find("#prediction-note").getText()).isEqualTo("1 channel of relu3 switched off");
        try (Exploration exploration = Decomposer.open(served.model, Served.picture(1))) {
            float after = exploration
                    .tape()
                    .replay(Tap.of("relu3"), List.of(Edit.zero(channel)), List.of(new ClassDecision(2)))
                    .value(0, 0);
            String[] shown = browser.find("#node-root .change").getText().split(" → ", -1);
            assertThat(Double.parseDouble(shown[1]))
                    .isEqualTo(Double.parseDouble(String.format(Locale.ROOT, "%.3g", after)));
        }
        assertThat(browser.all(".node.off")).hasSize(1);
        browser.screenshot("switched-off");
        click(browser.button("#off", "All on"));
        assertThat(browser.find("#prediction-note").getText()).isEmpty();
        click(browser.button("#details", "Rank all channels"));
        browser.until("ranking", () -> browser.find("#found").getText().contains("loses when one channel of relu2"));
    }

    /** A rectangle that is drawn with the mouse is covered, and the picture compared with itself. */
    @Test
    void coverAndCompare() {
        open("?picture=shapes");
        click(browser.find("input[value=cover]"));
        WebElement picture = browser.find("#picture");
        new Actions(browser.driver())
                .moveToElement(picture, -60, -50)
                .clickAndHold()
                .moveByOffset(90, 80)
                .release()
                .perform();
        browser.until("covered", () -> !browser.all("#covered button").isEmpty());
        idle();
        assertThat(browser.find("#prediction-note").getText()).isEqualTo("Original → covered");
        assertThat(query()).contains("occlude=");
        browser.screenshot("covered");
        new Select(browser.find("#compare")).selectByVisibleText("itself, covered");
        idle();
        assertThat(browser.all(".node .change")).isNotEmpty();
        browser.screenshot("compared");
        new Select(browser.find("#compare")).selectByVisibleText("blocks");
        idle();
        assertThat(query()).contains("vs=blocks");
        browser.screenshot("compared-with-another");
        click(browser.all("#covered button").get(0));
        assertThat(query()).doesNotContain("occlude");
    }

    @Test
    void whatFiresHere() {
        open("?picture=shapes");
        browser.find("#picture").click();
        browser.until("channels found", () -> !browser.all("#found tbody tr").isEmpty());
        browser.screenshot("fires");
        int before = nodes();
        List<WebElement> add = browser.all("#found tbody button").stream()
                .filter(button -> button.getText().equals("Add"))
                .toList();
        assertThat(add).isNotEmpty();
        String channel = browser.all("#found tbody th")
                .get(browser.all("#found tbody th").size() - 1)
                .getText();
        click(add.get(add.size() - 1));
        boolean added = nodes() == before + 1;
        boolean there = browser.all(".node strong").stream()
                .anyMatch(name -> name.getText().equals("relu3 · " + channel));
        boolean refused = browser.find("#error").getText().contains("does not speak for this decision");
        assertThat(refused || (there && (added || nodes() == before))).isTrue();

        enter("#channel input", "7");
        browser.find("#channel button").click();
        browser.until("channel shown", () -> browser.find("#found").getText().startsWith("Channel 7 of relu3"));
        click(browser.button("#found", "Explain"));
        assertThat(title()).isEqualTo("Why relu3 · 7?");
    }

    /** To a layer of one's choice, with more children, merged, and without maps. */
    @Test
    void options() {
        open("?picture=shapes");
        click(browser.all(".node[aria-level='2']").get(0));
        new Select(browser.find("#into")).selectByVisibleText("pool1");
        click(browser.button("#details", "Again"));
        assertThat(browser.all(".node[aria-level='3'] strong").get(0).getText()).startsWith("pool1 · ");
        assertThat(query()).contains("(pool1)");
        WebElement children = browser.find("#children");
        children.sendKeys(Keys.chord(Keys.CONTROL, "a"), "5" + Keys.TAB);
        idle();
        assertThat(browser.all(".node[aria-level='2']").size()).isBetween(4, 5);
        click(browser.find("#merge"));
        click(browser.find("#masks"));
        new Select(browser.find("#scale")).selectByVisibleText("shared by siblings");
        idle();
        assertThat(query()).contains("children=5", "merge=1", "masks=0", "scale=siblings");
        click(browser.find("#whole"));
        browser.until("all stages", () -> browser.all(".node[aria-level='4']").size() > 3);
        browser.screenshot("all-stages");
        click(browser.find("#fold"));
        assertThat(browser.all(".node[aria-level='3']")).isEmpty();
    }

    /** While others keep the server busy: what is waited for is said, and can be left. */
    @Test
    void cancel() throws Exception {
        open("?picture=shapes");
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            others.execute(() -> occupy(entered, leave));
        }
        entered.await();
        browser.find("#whole").click();
        browser.until("busy", () -> browser.find("#busy").isDisplayed());
        browser.screenshot("busy");
        click(browser.find("#cancel"));
        assertThat(browser.find("#announce").getDomProperty("textContent")).isEqualTo("Cancelled.");
        assertThat(nodes()).isEqualTo(4);
        leave.countDown();
        others.shutdown();
        click(browser.find("#whole"));
        browser.until("all stages", () -> nodes() > 4);
    }

    private static void occupy(CountDownLatch entered, CountDownLatch leave) {
        try {
            served.explorer.sessions().work(() -> {
                entered.countDown();
                leave.await();
                return true;
            });
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "html", "png", "dot"})
    void exports(String format) throws IOException {
        open("?picture=shapes&walk=-");
        browser.find("[data-export=" + format + "]").click();
        Path file = folder.resolve("tree." + format);
        browser.until("download of " + file, () -> Files.exists(file));
        if (format.equals("json")) {
            assertThat(JsonReader.read(file).root())
                    .isEqualTo(Decomposer.explain(
                                    served.model,
                                    Served.picture(1),
                                    Options.defaults().withDepth(1))
                            .root());
        }
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void errors() {
        open("?picture=shapes");
        browser.find("#file")
                .sendKeys(folder.resolve("text.png").toAbsolutePath().toString());
        browser.until("error", () -> browser.find("#error").isDisplayed());
        assertThat(browser.find("#error p").getText()).contains("not a picture in a format that is read here");
        assertThat(nodes()).isEqualTo(4);
        browser.screenshot("error");
        click(browser.find("#error button"));
        assertThat(browser.find("#error").isDisplayed()).isFalse();
        enter("#class-a", "unicorn");
        click(browser.find("#question button"));
        assertThat(browser.find("#error p").getText()).contains("no class called “unicorn”");
        open("?picture=" + "0".repeat(64));
        assertThat(browser.find("#error p").getText()).contains("Upload it again");
        new Select(browser.find("#pictures")).selectByVisibleText("blocks");
        idle();
        assertThat(nodes()).isEqualTo(4);
        assertThat(browser.find("#error").isDisplayed()).isFalse();
        open("?picture=shapes&root=class:99");
        assertThat(browser.find("#error p").getText()).contains("99");
    }

    /** Without a mouse: into the tree, down, open, switch off, and a rectangle by numbers. */
    @Test
    void keyboardOnly() {
        open("?picture=shapes");
        WebElement first = browser.find("body");
        first.sendKeys(Keys.TAB);
        press(Keys.ENTER);
        for (int i = 0; i < 3 && !focused().contains("node-root"); i++) {
            press(Keys.TAB);
        }
        assertThat(focused()).isEqualTo("node-root");
        press(Keys.ARROW_DOWN);
        idle();
        press(Keys.ARROW_RIGHT);
        idle();
        String second = Objects.requireNonNullElse(
                browser.all(".node[aria-level='2']").get(1).getDomAttribute("id"), "");
        assertThat(focused()).isEqualTo(second);
        press(Keys.ENTER);
        idle();
        assertThat(nodes()).isEqualTo(7);
        assertThat(browser.find("#" + second).getDomAttribute("aria-expanded")).isEqualTo("true");
        press("o");
        idle();
        assertThat(browser.find("#prediction-note").getText()).contains("switched off");
        assertThat(focused()).isEqualTo(second);
        press(Keys.ENTER);
        idle();
        assertThat(nodes()).isEqualTo(4);
        browser.screenshot("keyboard");
        browser.find("summary").sendKeys(Keys.ENTER);
        for (String field : List.of("y", "x", "h", "w")) {
            browser.find("#cover [name=" + field + "]").sendKeys("9");
        }
        press(Keys.ENTER);
        browser.until("covered", () -> query().contains("occlude=9.9.9.9"));
        idle();
    }

    private static void press(CharSequence key) {
        browser.driver().switchTo().activeElement().sendKeys(key);
    }

    private static String focused() {
        return String.valueOf(browser.script("return document.activeElement.id"));
    }

    /** No serious finding of axe, in light and dark, wide and narrow. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "narrow"})
    void everyoneCanUseIt(String look) {
        open("?picture=shapes&walk=-&occlude=4.4.20.20&vs=original&off=1(relu3)");
        browser.script("localStorage.setItem('theme', arguments[0])", look.equals("dark") ? "dark" : "light");
        open("?picture=shapes&walk=-&occlude=4.4.20.20&vs=original&off=1(relu3)");
        if (look.equals("narrow")) {
            browser.size(420, 900);
        }
        browser.find("#picture").click();
        browser.until("channels found", () -> !browser.all("#found p").isEmpty());
        browser.screenshot(look);
        assertThat(browser.barriers()).isEmpty();
        open("?picture=" + "0".repeat(64));
        assertThat(browser.barriers()).isEmpty();
        browser.script("localStorage.removeItem('theme')");
    }
}
