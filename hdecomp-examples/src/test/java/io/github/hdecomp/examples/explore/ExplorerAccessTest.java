package io.github.hdecomp.examples.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The page for those who do not use a mouse, or do not see as most do. */
class ExplorerAccessTest {
    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // By start(), before any test.
    private static ExplorerWindow page;

    @BeforeAll
    static void start() {
        page = new ExplorerWindow(folder);
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

    /** Without a mouse: into the tree, down, open, switch off, and a rectangle by numbers. */
    @Test
    void keyboardOnly() {
        page.open("?picture=shapes");
        String address = page.query();
        page.browser.find("body").sendKeys(Keys.TAB);
        page.press(Keys.ENTER);
        page.idle();
        assertThat(page.focused()).isEqualTo("node-root");
        assertThat(page.query()).isEqualTo(address);
        page.press(Keys.ARROW_DOWN);
        page.idle();
        page.press(Keys.ARROW_RIGHT);
        page.idle();
        String second = Objects.requireNonNullElse(
                page.browser.all(".node[aria-level='2']").get(1).getDomAttribute("id"), "");
        assertThat(page.focused()).isEqualTo(second);
        page.press(Keys.ENTER);
        page.idle();
        assertThat(page.cards().size()).isEqualTo(7);
        assertThat(page.browser.find("#" + second).getDomAttribute("aria-expanded"))
                .isEqualTo("true");
        page.press("o");
        page.idle();
        assertThat(page.browser.find("#prediction-note").getText()).contains("switched off");
        assertThat(page.focused()).isEqualTo(second);
        page.press(Keys.ENTER);
        page.idle();
        assertThat(page.cards().size()).isEqualTo(4);
        page.browser.screenshot("keyboard");
        page.browser.find("summary").sendKeys(Keys.ENTER);
        for (String field : List.of("y", "x", "h", "w")) {
            page.browser.find("#cover [name=" + field + "]").sendKeys("9");
        }
        page.press(Keys.ENTER);
        page.browser.until("covered", () -> page.query().contains("occlude=9.9.9.9"));
        page.idle();
    }

    /** Pages are drawn again after everything that is done; who does it by keyboard goes on from where they are. */
    @Test
    void whatHasTheFocusKeepsIt() throws InterruptedException {
        page.open("?picture=shapes");
        page.click(page.browser.all(".node[aria-level='2']").get(0));
        String chosen = "node-" + page.browser.find(".node.chosen").getDomAttribute("data-path");
        pressOn("switch", "Switch on");
        pressOn("switch", "Switch off");
        assertThat(page.focused()).isEqualTo("switch");
        page.whileOthersWork(() -> {
            new Select(page.browser.find("#into")).selectByVisibleText("pool1");
            page.browser.find("#decompose").sendKeys(Keys.ENTER);
            page.browser.until("busy", () -> page.browser.find("#busy").isDisplayed());
            assertThat(page.focused()).isEqualTo("decompose");
        });
        page.browser.until(
                "decomposed",
                () -> page.query().contains("pool1")
                        && !page.browser.find("#busy").isDisplayed());
        page.idle();
        assertThat(page.browser.all(".node[aria-level='3'] strong").get(0).getText())
                .startsWith("pool1 · ");
        assertThat(page.focused()).isEqualTo("decompose");

        // What has gone leaves the focus to the chosen decision.
        pressOn("switch", "Switch on");
        page.browser.find("#all-on").sendKeys(Keys.ENTER);
        page.idle();
        assertThat(page.browser.all("#all-on")).isEmpty();
        assertThat(page.focused()).isEqualTo(chosen);
        page.enter("#class-a", "unicorn");
        page.press(Keys.ENTER);
        page.browser.until("error", () -> page.browser.find("#error").isDisplayed());
        assertThat(page.focused()).isEqualTo("class-a");
        page.browser.find("#error button").sendKeys(Keys.ENTER);
        assertThat(page.focused()).isEqualTo(chosen);
        page.browser.find("#ask").sendKeys(Keys.ENTER);
        page.idle();
        assertThat(page.title()).contains(" · ");
        assertThat(page.focused()).isEqualTo("node-root");
    }

    private static void pressOn(String id, String then) {
        page.browser.find("#" + id).sendKeys(Keys.ENTER);
        page.browser.until(then, () -> page.browser.find("#" + id).getText().equals(then));
        page.idle();
    }

    /** Who holds an arrow key down is not left behind. */
    @Test
    void keysInAQuickRow() {
        page.open("?picture=shapes&vs=blocks");
        page.browser.find("#node-root").sendKeys(Keys.ARROW_DOWN);
        page.idle();
        List<WebElement> cards = page.browser.all(".node[aria-level='2']");
        new Actions(page.browser.driver())
                .sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.ARROW_RIGHT)
                .perform();
        page.idle();
        assertThat(cards).hasSize(3);
        assertThat(page.focused())
                .isEqualTo(page.browser.all(".node[aria-level='2']").get(2).getDomAttribute("id"));
    }

    /** No serious finding of axe, in light and dark, wide and narrow. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "narrow"})
    void everyoneCanUseIt(String look) {
        page.open("?picture=shapes&walk=-&occlude=4.4.20.20&vs=original&off=1(relu3)");
        page.browser.script("localStorage.setItem('theme', arguments[0])", look.equals("dark") ? "dark" : "light");
        page.open("?picture=shapes&walk=-&occlude=4.4.20.20&vs=original&off=1(relu3)");
        if (look.equals("narrow")) {
            page.browser.size(420, 900);
        }
        page.browser.find("#picture").click();
        page.browser.until("channels found", () -> !page.browser.all("#found p").isEmpty());
        page.browser.screenshotOfAll(look);
        assertThat(page.browser.barriers()).isEmpty();
        page.open("?picture=" + "0".repeat(64));
        assertThat(page.browser.barriers()).isEmpty();
        page.browser.script("localStorage.removeItem('theme')");
    }
}
