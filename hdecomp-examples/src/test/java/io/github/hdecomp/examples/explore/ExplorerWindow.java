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

    /** As many as the server works with. */
    private static final int THREADS = 2;

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

    /** Does something while others keep all threads of the server busy. */
    void whileOthersWork(Runnable something) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(THREADS);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(THREADS);
        try {
            for (int i = 0; i < THREADS; i++) {
                others.execute(() -> occupy(entered, leave));
            }
            entered.await();
            something.run();
        } finally {
            leave.countDown();
            others.shutdown();
        }
    }

    private void occupy(CountDownLatch entered, CountDownLatch leave) {
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
        browser.close();
        served.close();
    }
}
