package io.github.hdecomp.examples.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openqa.selenium.WebElement;

/** The page of a running explorer in a browser, and what people do there. */
final class ExplorerWindow implements AutoCloseable {
    private static final String AT_REST =
            "return document.readyState === 'complete' && document.getElementById('network').textContent !== '…'"
                    + " && !document.body.hasAttribute('aria-busy') && document.getElementById('busy').hidden";

    final Browser browser;
    final Served served;

    /** Starts a browser and an explorer; the test is skipped where there is no browser. */
    ExplorerWindow(Path downloads) {
        browser = Browser.start(downloads);
        served = new Served();
    }

    void open(String query) {
        browser.driver().get(served.address("/" + query).toString());
        idle();
    }

    /** Waits until the page shows what was asked for. */
    void idle() {
        browser.until("page at rest", () -> Boolean.TRUE.equals(browser.script(AT_REST)));
    }

    void click(WebElement element) {
        element.click();
        idle();
    }

    void press(CharSequence key) {
        browser.driver().switchTo().activeElement().sendKeys(key);
    }

    void enter(String selector, String text) {
        WebElement field = browser.find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** What the address says. */
    String query() {
        return Objects.requireNonNullElse(browser.driver().getCurrentUrl(), "").replaceFirst("^[^?]*\\??", "");
    }

    String title() {
        return browser.find("#tree-title").getText();
    }

    /** The names of all decisions in the tree. */
    List<String> cards() {
        return browser.all(".node strong").stream().map(WebElement::getText).toList();
    }

    /** What has the focus, by its id. */
    String focused() {
        return String.valueOf(browser.script("return document.activeElement.id"));
    }

    /** What the page complained of, but for what the server refused. */
    List<String> complaints() {
        return browser.complaints().stream()
                .filter(complaint -> !complaint.contains("Failed to load resource"))
                .toList();
    }

    /** Others come, who keep all threads of the server busy until they leave. */
    Others occupy() throws InterruptedException {
        return new Others();
    }

    final class Others implements AutoCloseable {
        private final CountDownLatch entered = new CountDownLatch(2);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newFixedThreadPool(2);

        private Others() throws InterruptedException {
            threads.execute(this::occupy);
            threads.execute(this::occupy);
            entered.await();
        }

        private void occupy() {
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

        @Override
        public void close() {
            leave.countDown();
            threads.shutdown();
        }
    }

    @Override
    public void close() {
        browser.close();
        served.close();
    }
}
