package gradflow.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JmhResultsTest {

    @Test
    void everyRowOfTimingsIsABenchmark() throws IOException {
        StoredResults results = StoredResults.open(Path.of("results", "throughput"));
        StoredTable timings = results.table("timings.csv");
        JsonNode benchmarks = new ObjectMapper().readTree(JmhResults.bytes(results).orElseThrow());
        assertThat(benchmarks).hasSameSizeAs(timings.rows());
        for (int row = 0; row < timings.rows().size(); row++) {
            JsonNode benchmark = benchmarks.path(row);
            assertThat(benchmark.path("benchmark").asText())
                    .isEqualTo("gradflow.throughput." + timings.value(row, "cell"));
            assertThat(benchmark.path("mode").asText()).isEqualTo("avgt");
            assertThat(benchmark.path("threads").asInt()).isEqualTo(1);
            assertThat(benchmark.path("forks").isInt()).isTrue();
            assertThat(benchmark.at("/params/implementation").asText())
                    .isEqualTo(timings.value(row, "implementation"));
            assertThat(benchmark.at("/params/hidden").isTextual()).isTrue();
            JsonNode metric = benchmark.path("primaryMetric");
            assertThat(metric.path("score").toString())
                    .isEqualTo(timings.value(row, "milliseconds_per_iteration_median"));
            assertThat(metric.path("scoreError").asText()).isEqualTo("NaN");
            assertThat(metric.path("scoreUnit").asText()).isEqualTo("ms/op");
            assertThat(metric.at("/rawData/0")).hasSize(4);
            assertThat(metric.at("/rawData/0/0").toString())
                    .isEqualTo(timings.value(row, "milliseconds_per_iteration_min"));
        }
    }

    @Test
    void otherExperimentsHaveNone() throws IOException {
        StoredResults results = StoredResults.open(Path.of("results", "quick", "adding"));
        assertThat(JmhResults.bytes(results)).isEmpty();
        assertThat(Companions.of(results)).containsOnlyKeys(DataPackage.FILE, Croissant.FILE);
    }
}
