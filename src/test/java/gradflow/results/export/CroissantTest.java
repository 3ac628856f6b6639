package gradflow.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.results.StoredResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class CroissantTest {
    private static final StoredResults ADDING =
            StoredResults.open(Path.of("results", "quick", "adding"));

    private static JsonNode description(StoredResults results) throws IOException {
        return new ObjectMapper().readTree(Croissant.bytes(results));
    }

    @Test
    void everyLastingFileIsAFileObjectWithItsChecksum() throws IOException {
        JsonNode description = description(ADDING);
        assertThat(description.path("conformsTo").asText())
                .isEqualTo("http://mlcommons.org/croissant/1.1");
        JsonNode files = description.path("distribution");
        assertThat(files.findValuesAsText("contentUrl"))
                .containsExactlyElementsOf(
                        ADDING.files().stream()
                                .filter(
                                        file ->
                                                file.endsWith(".csv")
                                                        && !file.equals("timings.csv"))
                                .toList());
        for (JsonNode file : files) {
            byte[] bytes = Files.readAllBytes(ADDING.folder().resolve(file.path("@id").asText()));
            assertThat(file.path("sha256").asText()).isEqualTo(DigestUtils.sha256Hex(bytes));
            assertThat(file.path("contentSize").asText()).isEqualTo(bytes.length + " B");
        }
    }

    @Test
    void everyColumnIsAFieldOfItsFileAndEveryReferenceLeadsToOne() throws IOException {
        JsonNode records = description(ADDING).path("recordSet");
        List<String> fields =
                records.findValues("field").stream()
                        .filter(JsonNode::isArray)
                        .flatMap(list -> list.findValuesAsText("name").stream())
                        .toList();
        int columns = 0;
        for (JsonNode set : records) {
            String name = set.path("@id").asText();
            List<String> header =
                    List.of(
                            Files.readAllLines(ADDING.folder().resolve(name + ".csv"))
                                    .get(0)
                                    .split(","));
            columns += header.size();
            for (int i = 0; i < header.size(); i++) {
                JsonNode field = set.path("field").path(i);
                assertThat(field.path("@id").asText()).isEqualTo(name + "/" + header.get(i));
                assertThat(field.at("/source/fileObject/@id").asText()).isEqualTo(name + ".csv");
                assertThat(field.at("/source/extract/column").asText()).isEqualTo(header.get(i));
                assertThat(field.path("dataType").asText())
                        .matches("sc:(Text|Integer|Float|Boolean)");
                if (header.get(i).equals("run_id") && !name.equals("runs")) {
                    assertThat(field.at("/references/field/@id").asText()).isEqualTo("runs/run_id");
                }
            }
            for (JsonNode key : set.path("key")) {
                assertThat(key.path("@id").asText()).startsWith(name + "/");
            }
        }
        assertThat(fields).hasSize(columns);
    }

    @Test
    void measurementsBelongToTheDataOfAnExperimentThatMeasuresTimes() throws IOException {
        JsonNode description = description(StoredResults.open(Path.of("results", "throughput")));
        assertThat(description.path("distribution").findValuesAsText("contentUrl"))
                .contains("timings.csv");
    }
}
