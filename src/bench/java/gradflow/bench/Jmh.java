package gradflow.bench;

import gradflow.results.ResultsFolder;
import gradflow.results.Table;
import gradflow.results.export.Companions;
import gradflow.sweep.provenance.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * JMH's benchmarks with the allocation of an operation, written as a folder of results, so that two
 * of them can be compared with {@code -Dcompare}.
 */
final class Jmh {
    private static final List<String> COLUMNS =
            List.of(
                    "benchmark",
                    "parameters",
                    "milliseconds_per_iteration_median",
                    "milliseconds_per_iteration_p25",
                    "milliseconds_per_iteration_p75",
                    "operations",
                    "allocated_heap_bytes_per_iteration");

    private Jmh() {}

    /**
     * Takes {@code quick} for a second or two each, {@code only=REGEX} for some benchmarks, and
     * {@code out=NAME} for another folder below {@code results/.work} than {@code kernels}.
     */
    static void main(String... arguments) throws Exception {
        boolean quick = List.of(arguments).contains("quick");
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(value(arguments, "only", "gradflow"))
                        .addProfiler(GCProfiler.class)
                        .jvmArgs(Java.flags().toArray(String[]::new))
                        .shouldFailOnError(true);
        if (quick) {
            options.warmupIterations(1).measurementIterations(1);
            options.warmupTime(TimeValue.milliseconds(300));
            options.measurementTime(TimeValue.milliseconds(300));
            options.param("cell", "LSTM");
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        write(value(arguments, "out", "kernels"), results);
    }

    private static String value(String[] arguments, String name, String otherwise) {
        for (String argument : arguments) {
            if (argument.startsWith(name + "=")) {
                return argument.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private static void write(String name, Collection<RunResult> results) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        results.forEach(result -> rows.add(row(result)));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", "kernels");
        facts.put(
                "experiment",
                Map.of(
                        "question",
                        "How long do kernels and layers take, and what do they allocate?",
                        "type",
                        "kernels"));
        facts.put("command", "src/bench/bench.sh jmh");
        facts.putAll(Provenance.machine());
        Path root = Path.of("results", ".work");
        try (ResultsFolder folder = ResultsFolder.open(root, name)) {
            folder.write(
                    List.of(new Table(Table.TIMINGS, COLUMNS, rows)),
                    facts,
                    Companions::of);
            System.out.println("Results: " + folder.path());
        }
    }

    private static List<Object> row(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        StringBuilder values = new StringBuilder();
        for (String key : parameters.getParamsKeys()) {
            values.append(values.isEmpty() ? "" : " ")
                    .append(key)
                    .append('=')
                    .append(parameters.getParam(key));
        }
        Statistics times = result.getPrimaryResult().getStatistics();
        return List.of(
                parameters.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"),
                values.toString(),
                times.getPercentile(50),
                times.getPercentile(25),
                times.getPercentile(75),
                times.getN(),
                allocated(result));
    }

    /** The profiler's names begin with a mark in some versions. */
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow();
    }
}
