package gradflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Headless Chromium with one page, spoken to by the DevTools protocol. */
final class PageBrowser implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    /** The program, if it is installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    PageBrowser(Path program) throws Exception {
        profile = Files.createTempDirectory("gradflow-browser");
        Path console = profile.resolve("console.txt");
        process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--hide-scrollbars",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(console.toFile())
                        .start();
        HttpClient http = HttpClient.newHttpClient();
        URI pages = address().resolve("/json");
        String listed =
                http.send(
                                HttpRequest.newBuilder(pages).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        String page = "";
        for (JsonNode target : JSON.readTree(listed)) {
            if (target.path("type").asText().equals("page")) {
                page = target.path("webSocketDebuggerUrl").asText();
            }
        }
        socket =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(page), new Listener())
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            send(domain + ".enable", JSON.createObjectNode());
        }
    }

    /** Where it listens, which it writes into its profile. */
    private URI address() throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        for (int tries = 0; tries < 10 * PATIENCE_SECONDS && process.isAlive(); tries++) {
            if (Files.exists(file) && Files.readAllLines(file).size() > 1) {
                return URI.create("http://127.0.0.1:" + Files.readAllLines(file).get(0));
            }
            Thread.sleep(100);
        }
        throw new IOException("the browser does not listen");
    }

    JsonNode send(String method, ObjectNode parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode();
        message.put("id", id).put("method", method).set("params", parameters);
        socket.sendText(JSON.writeValueAsString(message), true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Opens a page and waits until its figures are drawn. */
    void open(URI page) throws Exception {
        problems.clear();
        requests.clear();
        loaded = new CompletableFuture<>();
        send("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        evaluate("window.gradflow ? gradflow.ready : null");
    }

    /** What an expression comes to, once it has come to it if it is a promise. */
    JsonNode evaluate(String expression) throws Exception {
        ObjectNode parameters =
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true);
        JsonNode answer = send("Runtime.evaluate", parameters);
        if (answer.path("result").has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.path("result").path("result").path("value");
    }

    void size(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
    }

    void dark(boolean dark) throws Exception {
        ObjectNode parameters = JSON.createObjectNode();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", parameters);
    }

    /** As on paper rather than on a screen. */
    void print(boolean print) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                JSON.createObjectNode().put("media", print ? "print" : ""));
    }

    byte[] screenshot() throws Exception {
        JsonNode answer =
                send(
                        "Page.captureScreenshot",
                        JSON.createObjectNode().put("captureBeyondViewport", true));
        return Base64.getDecoder().decode(answer.path("result").path("data").asText());
    }

    /** Errors and warnings on the console, and exceptions. */
    List<String> problems() {
        return problems;
    }

    /** The addresses that were asked for. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        new ProcessBuilder("rm", "-rf", profile.toString()).start().waitFor();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                try {
                    take(JSON.readTree(whole));
                } catch (IOException malformed) {
                    problems.add(malformed.toString());
                }
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            JsonNode parameters = message.path("params");
            switch (message.path("method").asText()) {
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Network.requestWillBeSent" ->
                        requests.add(parameters.path("request").path("url").asText());
                case "Runtime.exceptionThrown" -> problems.add(parameters.toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning").contains(parameters.path("type").asText())) {
                        problems.add(parameters.toString());
                    }
                }
                case "Log.entryAdded" -> problems.add(parameters.path("entry").toString());
                default -> {
                    if (message.has("id")) {
                        answers.remove(message.path("id").asInt()).complete(message);
                    }
                }
            }
        }
    }
}
