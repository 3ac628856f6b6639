package gradflow.results.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import gradflow.results.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a folder of results is about, from its manifest.
 *
 * @param identifier a name for machines
 * @param question of the experiment
 * @param description of the folder
 * @param sources the data sets that the tasks read, with {@code title} and, where there is one,
 *     {@code path}
 */
record Subject(
        String identifier, String question, String description, List<Map<String, String>> sources) {
    /** Who made the results, as CITATION.cff says. */
    static final String MAKERS = "The Gradflow maintainers";

    private static final JsonNode SOURCES = read();

    static Subject of(StoredResults results) {
        JsonNode experiment = results.manifest().path("experiment");
        String name = results.manifest().path("name").asText("results");
        String question = experiment.path("question").asText(name);
        String description =
                ("Results of the experiment %s of Gradflow (type %s), which asks: %s"
                                + " Numbers as Java's Double.toString; an empty field is a number"
                                + " that does not exist. manifest.json says what the files came"
                                + " from.")
                        .formatted(name, experiment.path("type").asText("unknown"), question);
        return new Subject(
                "gradflow-" + name.replaceAll("[^a-z0-9._-]", "-"),
                question,
                description,
                sources(experiment));
    }

    private static List<Map<String, String>> sources(JsonNode experiment) {
        Set<String> tasks = new LinkedHashSet<>();
        tasks.add(experiment.path("fixed").path("task").asText());
        for (JsonNode axis : experiment.path("grid")) {
            axis.path("task").forEach(task -> tasks.add(task.asText()));
        }
        List<Map<String, String>> sources = new ArrayList<>();
        for (JsonNode source : SOURCES) {
            if (names(source.path("tasks")).stream().anyMatch(tasks::contains)) {
                Map<String, String> described = new LinkedHashMap<>();
                described.put("title", source.path("title").asText());
                if (source.has("path")) {
                    described.put("path", source.path("path").asText());
                }
                sources.add(described);
            }
        }
        return sources;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode read() {
        try (InputStream file = Subject.class.getResourceAsStream("sources.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
