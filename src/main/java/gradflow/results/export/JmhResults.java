package gradflow.results.export;

import static gradflow.results.export.DataPackage.ordered;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.results.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code jmh.json}: the measurements of a throughput experiment in the JSON of JMH, as viewers of
 * benchmarks read it. JMH did not measure them: the score is a median, not a mean; it has no error
 * ({@code NaN}, as JMH writes it for too few samples); the raw data are the four measured times
 * that timings.csv has, least, first quartile, median and third quartile.
 */
public final class JmhResults {
    /** The file's name. */
    public static final String FILE = "jmh.json";

    private static final String PREFIX = "milliseconds_per_iteration_";
    private static final List<String> PARAMETERS =
            List.of(
                    "implementation",
                    "batch",
                    "time",
                    "input",
                    "hidden",
                    "loss",
                    "classes",
                    "tbptt");

    private JmhResults() {}

    /**
     * The measurements of a folder, an element for each row of timings.csv.
     *
     * @return nothing if its experiment measures no times
     * @throws IOException if timings.csv cannot be read
     */
    public static Optional<byte[]> bytes(StoredResults results) throws IOException {
        if (!ThroughputRows.areIn(results) || !results.has(Table.TIMINGS)) {
            return Optional.empty();
        }
        StoredTable timings = results.table(Table.TIMINGS);
        List<Object> benchmarks = new ArrayList<>();
        for (int row = 0; row < timings.rows().size(); row++) {
            benchmarks.add(benchmark(results.manifest(), timings, row));
        }
        return Optional.of(PrettyJson.bytes(benchmarks));
    }

    private static Map<String, Object> benchmark(JsonNode manifest, StoredTable timings, int row) {
        Map<String, Object> benchmark = new LinkedHashMap<>();
        benchmark.put(
                "benchmark",
                "gradflow.%s.%s"
                        .formatted(manifest.path("name").asText(), timings.value(row, "cell")));
        benchmark.put("mode", "avgt");
        benchmark.put("threads", 1);
        benchmark.put("forks", 0);
        if (manifest.has("jdk")) {
            benchmark.put("vmName", manifest.path("jdk").asText());
        }
        JsonNode warmup = manifest.path("experiment").path("fixed").path("warmup");
        if (warmup.isInt()) {
            benchmark.put("warmupIterations", warmup.intValue());
        }
        benchmark.put("measurementIterations", (int) number(timings, row, "iterations"));
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String parameter : PARAMETERS) {
            parameters.put(parameter, timings.value(row, parameter));
        }
        benchmark.put("params", parameters);
        benchmark.put("primaryMetric", times(timings, row));
        benchmark.put("secondaryMetrics", ordered("gc.alloc.rate.norm", allocated(timings, row)));
        return benchmark;
    }

    private static Map<String, Object> times(StoredTable timings, int row) {
        double least = number(timings, row, PREFIX + "min");
        double lower = number(timings, row, PREFIX + "p25");
        double median = number(timings, row, PREFIX + "median");
        double upper = number(timings, row, PREFIX + "p75");
        return ordered(
                "score",
                median,
                "scoreError",
                "NaN",
                "scorePercentiles",
                ordered("0.0", least, "25.0", lower, "50.0", median, "75.0", upper),
                "scoreUnit",
                "ms/op",
                "rawData",
                List.of(List.of(least, lower, median, upper)));
    }

    private static Map<String, Object> allocated(StoredTable timings, int row) {
        double bytes = number(timings, row, "allocated_heap_bytes_per_iteration");
        return ordered(
                "score",
                bytes,
                "scoreError",
                "NaN",
                "scoreUnit",
                "B/op",
                "rawData",
                List.of(List.of(bytes)));
    }

    private static double number(StoredTable timings, int row, String column) {
        return Double.parseDouble(timings.value(row, column));
    }
}
