package gradflow.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.results.StoredResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class DataPackageTest {
    private static final StoredResults ADDING =
            StoredResults.open(Path.of("results", "quick", "adding"));
    private static final StoredResults THROUGHPUT =
            StoredResults.open(Path.of("results", "throughput"));

    private static JsonNode descriptor(StoredResults results) throws IOException {
        return new ObjectMapper().readTree(DataPackage.bytes(results));
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode each : list) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    @Test
    void everyFileIsAResourceWithItsSizeChecksumAndColumns() throws IOException {
        JsonNode descriptor = descriptor(ADDING);
        assertThat(descriptor.path("$schema").asText()).endsWith("/2.0/datapackage.json");
        assertThat(descriptor.path("name").asText()).isEqualTo("gradflow-adding");
        assertThat(descriptor.path("title").asText()).startsWith("Which cell learns to add");
        assertThat(descriptor.at("/licenses/0/name").asText()).isEqualTo("Apache-2.0");
        List<String> paths = new ArrayList<>();
        for (JsonNode resource : descriptor.path("resources")) {
            String path = resource.path("path").asText();
            paths.add(path);
            Path file = ADDING.folder().resolve(path);
            if (resource.has("hash")) {
                byte[] bytes = Files.readAllBytes(file);
                assertThat(resource.path("bytes").asLong()).isEqualTo(bytes.length);
                assertThat(resource.path("hash").asText())
                        .isEqualTo("sha256:" + DigestUtils.sha256Hex(bytes));
            }
            if (path.endsWith(".csv")) {
                List<String> names =
                        resource.path("schema").path("fields").findValuesAsText("name");
                assertThat(String.join(",", names)).isEqualTo(Files.readAllLines(file).get(0));
            }
        }
        assertThat(paths).containsAll(ADDING.ofTables().files()).contains("manifest.json");
    }

    @Test
    void columnsSayTheirTypesUnitsAndRanges() throws IOException {
        JsonNode runs = named(descriptor(ADDING).path("resources"), "runs").path("schema");
        assertThat(runs.path("missingValues").toString()).isEqualTo("[\"\"]");
        assertThat(runs.path("primaryKey").toString()).isEqualTo("[\"run_id\"]");
        JsonNode status = named(runs.path("fields"), "status");
        assertThat(status.at("/constraints/enum").toString())
                .isEqualTo("[\"solved\",\"unsolved\",\"diverged\",\"failed\"]");
        JsonNode rate = named(runs.path("fields"), "clip_rate");
        assertThat(rate.path("constraints").toString()).isEqualTo("{\"minimum\":0,\"maximum\":1}");
        JsonNode horizon = named(runs.path("fields"), "gradient_horizon");
        assertThat(horizon.path("type").asText()).isEqualTo("integer");
        assertThat(horizon.path("unit").asText()).isEqualTo("time steps");
    }

    @Test
    void settingsOfTheGridHaveTheTypesOfTheirValues() throws IOException {
        JsonNode runs = named(descriptor(ADDING).path("resources"), "runs").path("schema");
        JsonNode length = named(runs.path("fields"), "sequence_length");
        assertThat(length.path("type").asText()).isEqualTo("integer");
        assertThat(length.path("description").asText()).isEqualTo("Time steps of a sequence, T.");
        assertThat(named(runs.path("fields"), "learning_rate").path("type").asText())
                .isEqualTo("number");
        assertThat(named(runs.path("fields"), "sizing").path("type").asText()).isEqualTo("string");
        JsonNode summary = named(descriptor(ADDING).path("resources"), "summary").path("schema");
        assertThat(named(summary.path("fields"), "chosen_learning_rate").path("type").asText())
                .isEqualTo("number");
    }

    @Test
    void rowsOfDetailsReferToTheirRuns() throws IOException {
        JsonNode resources = descriptor(ADDING).path("resources");
        assertThat(named(resources, "gradients").at("/schema/foreignKeys/0").toString())
                .isEqualTo(
                        "{\"fields\":[\"run_id\"],"
                                + "\"reference\":{\"resource\":\"runs\",\"fields\":[\"run_id\"]}}");
        assertThat(named(resources, "runs").path("schema").has("foreignKeys")).isFalse();
        assertThat(named(resources, "parameters").at("/schema/uniqueKeys/0").toString())
                .isEqualTo("[\"run_id\",\"iteration\",\"layer\",\"parameter\",\"gate\"]");
    }

    /** So that a rerun makes the same descriptor. */
    @Test
    void onlyWhatIsAboutTimesHasTheirChecksum() throws IOException {
        JsonNode timings = named(descriptor(ADDING).path("resources"), "timings");
        assertThat(timings.has("hash")).isFalse();
        assertThat(timings.has("bytes")).isFalse();
        assertThat(named(descriptor(THROUGHPUT).path("resources"), "timings").has("hash")).isTrue();
    }

    @Test
    void tasksThatReadDataNameTheirSources() throws IOException {
        StoredResults digits = StoredResults.open(Path.of("results", "digits"));
        assertThat(descriptor(digits).at("/sources/0/title").asText()).contains("Alpaydin");
        assertThat(descriptor(ADDING).has("sources")).isFalse();
    }
}
