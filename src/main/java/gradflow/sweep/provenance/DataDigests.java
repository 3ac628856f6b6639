package gradflow.sweep.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** The contents of data that a user brings, of which the settings have the path alone. */
final class DataDigests {
    private static final String SETTING = "dataPath";

    private DataDigests() {}

    /**
     * The sha256 of every file that a setting {@code dataPath} names, or of those in its folder.
     */
    static Map<String, String> of(JsonNode settings) {
        Map<String, String> digests = new TreeMap<>();
        for (JsonNode value : settings.findValues(SETTING)) {
            (value.isArray() ? value : List.of(value)).forEach(path -> add(path.asText(), digests));
        }
        return digests;
    }

    private static void add(String text, Map<String, String> digests) {
        if (text.isBlank()) {
            return;
        }
        try {
            for (Path file : files(Path.of(text))) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    digests.put(file.toString(), DigestUtils.sha256Hex(bytes));
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            // Whoever reads the data says so better.
            digests.put(text, "unreadable");
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
