package gradflow.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page in headless Chromium: opened from its file, asked in JavaScript, looked at. It speaks the
 * DevTools protocol itself, so it needs Debian's package chromium and no library.
 *
 * <p>Tests call {@link #isInstalled()} first and are skipped with a notice where it is not.
 */
public final class Browser implements AutoCloseable {
    private final ChromiumProcess chromium;
    private final DevTools page;

    private Browser(ChromiumProcess chromium, DevTools page) {
        this.chromium = chromium;
        this.page = page;
    }

    /** Where Chromium is, if it is anywhere on the path. */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(
                        name ->
                                Stream.of(System.getenv("PATH").split(":", -1))
                                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether there is a browser for tests to open pages in. */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    /** Starts a browser with an empty page, 1280 by 900. */
    public static Browser start() throws IOException, InterruptedException {
        ChromiumProcess chromium = ChromiumProcess.start(program().orElseThrow());
        try {
            DevTools page = DevTools.connect(chromium.pageAddress());
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                page.call(domain + ".enable");
            }
            Browser browser = new Browser(chromium, page);
            page.call(
                    "Emulation.setFocusEmulationEnabled",
                    DevTools.parameters().put("enabled", true));
            browser.resize(1280, 900);
            return browser;
        } catch (IOException | RuntimeException e) {
            chromium.close();
            throw e;
        }
    }

    /** Opens a page and waits until it is loaded; what was recorded before is forgotten. */
    public void open(URI address) throws IOException {
        page.forget();
        JsonNode went = page.call("Page.navigate", "url", address.toString());
        if (went.has("errorText")) {
            throw new IOException(address + ": " + went.get("errorText").asText());
        }
        // Another fragment of the page that is open loads nothing.
        if (went.has("loaderId")) {
            page.await("Page.loadEventFired");
        }
        painted();
    }

    /** Waits for two frames: the first begins what the second shows. */
    private void painted() throws IOException {
        evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
    }

    /**
     * The value of a JavaScript expression, of a promise what it resolves to, as JSON.
     *
     * @throws IllegalStateException with JavaScript's own message if it throws
     */
    public JsonNode evaluate(String expression) throws IOException {
        ObjectNode parameters = DevTools.parameters("expression", expression);
        parameters.put("returnByValue", true).put("awaitPromise", true);
        JsonNode answer = page.call("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    answer.at("/exceptionDetails/exception/description")
                            .asText(answer.get("exceptionDetails").toString()));
        }
        return answer.at("/result/value");
    }

    /** Sets the window's size in CSS pixels; below 600 it is a phone. */
    public void resize(int width, int height) throws IOException {
        ObjectNode metrics = DevTools.parameters();
        metrics.put("width", width).put("height", height).put("deviceScaleFactor", 1);
        page.call("Emulation.setDeviceMetricsOverride", metrics.put("mobile", width < 600));
    }

    /** Asks for a colour scheme, {@code light} or {@code dark}, and a medium, screen or print. */
    public void emulate(String scheme, String medium) throws IOException {
        ObjectNode media = DevTools.parameters("media", medium);
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        page.call("Emulation.setEmulatedMedia", media);
    }

    /** Presses a key such as {@code ArrowRight} on whatever has the focus. */
    public void press(String key, int code) throws IOException {
        // Focusing may scroll, and a key that comes before the frame meets nothing.
        painted();
        for (String type : List.of("keyDown", "keyUp")) {
            ObjectNode event = DevTools.parameters("type", type);
            event.put("key", key).put("code", key).put("windowsVirtualKeyCode", code);
            page.call("Input.dispatchKeyEvent", event);
        }
        painted();
    }

    /** Writes a picture of the whole page as PNG. */
    public void screenshot(Path file) throws IOException {
        ObjectNode parameters = DevTools.parameters("format", "png");
        JsonNode shot =
                page.call("Page.captureScreenshot", parameters.put("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    /** Errors on the console and exceptions that no one caught, since the page was opened. */
    public List<String> consoleErrors() {
        return Stream.concat(
                        page.events("Runtime.exceptionThrown").stream()
                                .map(event -> event.get("exceptionDetails").toString()),
                        Stream.concat(
                                page.events("Log.entryAdded").stream()
                                        .map(event -> event.get("entry"))
                                        .filter(
                                                entry ->
                                                        entry.get("level").asText().equals("error"))
                                        .map(JsonNode::toString),
                                page.events("Runtime.consoleAPICalled").stream()
                                        .filter(event -> event.get("type").asText().equals("error"))
                                        .map(JsonNode::toString)))
                .toList();
    }

    /** Addresses that were asked for since the page was opened, its own among them. */
    public List<String> requests() {
        return page.events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/request/url").asText())
                .toList();
    }

    @Override
    public void close() throws IOException {
        page.close();
        chromium.close();
    }
}
