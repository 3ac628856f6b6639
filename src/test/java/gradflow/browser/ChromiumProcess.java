package gradflow.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** A headless Chromium with a profile of its own that is thrown away. */
final class ChromiumProcess implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final int TRIES = 600;
    private static final int MILLIS_BETWEEN = 100;
    private final Process process;
    private final Path profile;
    private final URI devTools;

    private ChromiumProcess(Process process, Path profile, URI devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    static ChromiumProcess start(Path program) throws IOException {
        Path profile = Files.createTempDirectory("browser");
        Path said = profile.resolve("said.txt");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        program.toString(),
                                        "--headless=new",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-dev-shm-usage",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--no-first-run",
                                        "--force-color-profile=srgb",
                                        "--user-data-dir=" + profile,
                                        "--remote-debugging-port=0",
                                        "about:blank"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(said.toFile())
                        .start();
        try {
            return new ChromiumProcess(process, profile, address(process, said));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Chromium says where it listens as soon as it does; it takes a second or a few. */
    private static URI address(Process process, Path said) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            for (String line : Files.readAllLines(said, StandardCharsets.UTF_8)) {
                if (line.startsWith(LISTENING)) {
                    return URI.create(line.substring(LISTENING.length()));
                }
            }
            try {
                if (process.waitFor(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("Chromium does not listen: " + Files.readString(said));
    }

    /** The address at which the empty page listens. */
    URI pageAddress() throws IOException {
        URI list = URI.create("http://127.0.0.1:" + devTools.getPort() + "/json/list");
        for (JsonNode target : new ObjectMapper().readTree(read(list))) {
            if (target.get("type").asText().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("no page in " + list);
    }

    private static byte[] read(URI address) throws IOException {
        try (InputStream answer = address.toURL().openStream()) {
            return answer.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileUtils.deleteQuietly(profile.toFile());
    }
}
