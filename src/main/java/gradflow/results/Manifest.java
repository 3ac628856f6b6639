package gradflow.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What results came from, and the checksums of their files, as JSON. */
final class Manifest {
    private static final String FILES = "sha256";
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    Manifest(Map<String, Object> facts) {
        this.facts.putAll(facts);
    }

    /** A manifest that was written before. */
    static Manifest of(JsonNode written) {
        Map<String, Object> facts = new LinkedHashMap<>();
        written.properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
        facts.remove(FILES);
        Manifest manifest = new Manifest(facts);
        written.path(FILES)
                .properties()
                .forEach(file -> manifest.file(file.getKey(), file.getValue().asText()));
        return manifest;
    }

    void file(String name, String sha256) {
        files.put(name, sha256);
    }

    /** What the bytes say, for those who need not read them. */
    JsonNode json() {
        return new ObjectMapper().valueToTree(all());
    }

    private Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put(FILES, files);
        return all;
    }

    byte[] bytes() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            String json = new ObjectMapper().writer(printer).writeValueAsString(all());
            return (json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
