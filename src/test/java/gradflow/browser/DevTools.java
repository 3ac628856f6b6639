package gradflow.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to one page by the DevTools protocol: calls with their answers, and events. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI page) throws IOException {
        DevTools tools = new DevTools();
        tools.socket =
                got(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, tools));
        return tools;
    }

    /** Parameters of a call, by pairs of name and text. */
    static ObjectNode parameters(String... pairs) {
        ObjectNode parameters = JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return parameters;
    }

    JsonNode call(String method, String... pairs) throws IOException {
        return call(method, parameters(pairs));
    }

    JsonNode call(String method, ObjectNode parameters) throws IOException {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", parameters);
        if (method.equals("Page.navigate")) {
            awaited.put("Page.loadEventFired", new CompletableFuture<>());
        }
        got(socket.sendText(call.toString(), true));
        JsonNode got = got(answer);
        if (got.has("error")) {
            throw new IOException(method + ": " + got.get("error"));
        }
        return got.get("result");
    }

    /** Waits for the load that the last navigation began. */
    void await(String event) throws IOException {
        got(awaited.get(event));
    }

    List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.get("method").asText().equals(method))
                .map(event -> event.get("params"))
                .toList();
    }

    void forget() {
        events.clear();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            take(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalStateException(text, malformed);
        }
        if (json.has("id")) {
            answers.remove(json.get("id").asInt()).complete(json);
            return;
        }
        events.add(json);
        CompletableFuture<JsonNode> waiting = awaited.get(json.get("method").asText());
        if (waiting != null) {
            waiting.complete(json);
        }
    }

    private static <T> T got(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
