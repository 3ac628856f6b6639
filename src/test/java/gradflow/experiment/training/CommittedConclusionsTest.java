package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.claim.ClaimEvaluation;
import gradflow.experiment.Experiments;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.experiment.training.comparison.ImprovementTable;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.results.PageFile;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.results.Table;
import gradflow.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What committed files conclude follows from the committed runs.csv by today's rules, without a
 * rerun: claims.csv, the intervals of summary.csv, improvement.csv. {@code -Dconclusions=write}
 * concludes again where a rule was changed; the pages are to be drawn again then.
 */
class CommittedConclusionsTest {
    private static final Path RESULTS = Path.of("results");
    private static final String RUNS = "runs.csv";
    private static final String SUMMARY = "summary.csv";
    private final Experiments kinds = new Experiments(Path.of("data"));
    @TempDir Path folder;

    static List<String> committed() throws IOException {
        List<String> names = new ArrayList<>();
        for (String root : List.of("", "quick/")) {
            try (Stream<Path> folders = Files.list(RESULTS.resolve(root))) {
                folders.filter(StoredResults::isThere)
                        .map(path -> root + path.getFileName())
                        .sorted()
                        .forEach(names::add);
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("committed")
    void conclusionsFollowFromTheRuns(String place) throws IOException {
        StoredResults results = StoredResults.open(RESULTS.resolve(place));
        assumeTrue(results.has(RUNS), "nothing was run");
        Optional<ExperimentSpec> spec = spec(results);
        assumeTrue(spec.isPresent(), "its settings are of another version");
        Map<String, byte[]> concluded = concluded(spec.get(), results);
        if ("write".equals(System.getProperty("conclusions"))) {
            Path named = RESULTS.resolve(place);
            try (ResultsFolder open =
                    ResultsFolder.open(named.getParent(), named.getFileName().toString())) {
                open.complete(there -> concluded);
            }
        }
        for (Map.Entry<String, byte[]> file : concluded.entrySet()) {
            assertThat(RESULTS.resolve(place).resolve(file.getKey()))
                    .as(
                            "mvn test -Dtest=CommittedConclusionsTest -Dconclusions=write, then -Dreport")
                    .exists()
                    .hasBinaryContent(file.getValue());
        }
    }

    /** The experiment of a manifest, with the runs that were made; JSON is YAML. */
    private Optional<ExperimentSpec> spec(StoredResults results) throws IOException {
        JsonNode experiment = results.manifest().path("experiment").deepCopy();
        Optional<ExperimentSpec> spec = spec(results, experiment);
        if (spec.isEmpty()) {
            // A quick run's claims name conditions that its grid does not have.
            ((ObjectNode) experiment).remove("claims");
            spec = spec(results, experiment);
        }
        List<String> made = results.table(RUNS).rows().stream().map(row -> row.get(0)).toList();
        return spec.map(
                        all ->
                                all.with(
                                        all.runs().stream()
                                                .filter(run -> made.contains(run.runId()))
                                                .toList()))
                .filter(some -> some.runs().size() == made.size());
    }

    private Optional<ExperimentSpec> spec(StoredResults results, JsonNode experiment)
            throws IOException {
        String name = results.folder().getFileName().toString();
        Files.writeString(folder.resolve(name + ".yaml"), experiment.toPrettyString());
        try {
            return Optional.of(
                    new ExperimentReader(folder, kinds.types()).read(name, false, Overrides.NONE));
        } catch (UserMistake older) {
            System.err.println(results.folder() + " is not judged: " + older.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, byte[]> concluded(ExperimentSpec spec, StoredResults results)
            throws IOException {
        Table runs = typed(results.table(RUNS));
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (!spec.claims().isEmpty()) {
            Table claims =
                    ClaimEvaluation.table(
                            new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs)
                                    .judge());
            files.put(claims.fileName(), bytes(claims));
        }
        if (spec.type().equals("training") && results.has(SUMMARY)) {
            List<ConditionResults> conditions = conditions(spec, runs);
            files.put(SUMMARY, bytes(summary(results.table(SUMMARY), conditions)));
            Optional<Table> improvement = new ImprovementTable(spec).of(conditions);
            if (improvement.isPresent()) {
                files.put(improvement.get().fileName(), bytes(improvement.get()));
            }
        }
        return files;
    }

    private static List<ConditionResults> conditions(ExperimentSpec spec, Table runs) {
        Map<String, RunSpec> byId =
                spec.runs().stream().collect(Collectors.toMap(RunSpec::runId, run -> run));
        int chosen = runs.columns().indexOf("chosen");
        List<RunResult> results =
                runs.rows().stream()
                        .filter(row -> chosen < 0 || !Boolean.FALSE.equals(row.get(chosen)))
                        .map(row -> result(byId.get((String) row.get(0)), runs, row))
                        .toList();
        return ConditionResults.group(results);
    }

    private static RunResult result(RunSpec run, Table runs, List<Object> row) {
        Map<String, Object> numbers = new HashMap<>();
        numbers.put("test_loss", row.get(runs.columns().indexOf("test_loss")));
        Outcome outcome =
                new Outcome(run.runId(), Status.UNSOLVED, "", 0, numbers, List.of(), Map.of());
        return new RunResult(run, outcome);
    }

    /** The table with the intervals of the interquartile means as they are today. */
    private static Table summary(StoredTable stored, List<ConditionResults> conditions) {
        int low = stored.columns().indexOf("test_loss_iqm_low");
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < stored.rows().size(); i++) {
            List<Object> row =
                    new ArrayList<>(
                            stored.rows().get(i).stream()
                                    .map(value -> value.isEmpty() ? null : (Object) value)
                                    .toList());
            ConditionResults condition = conditions.get(i);
            assertThat(condition.condition()).isEqualTo(row.get(0));
            Interval interval = condition.lossInterval();
            row.set(low, interval.low());
            row.set(low + 1, interval.high());
            rows.add(row);
        }
        return new Table(SUMMARY, stored.columns(), rows);
    }

    private byte[] bytes(Table table) throws IOException {
        PageFile.write(folder, table);
        return Files.readAllBytes(folder.resolve(table.fileName()));
    }

    private static Table typed(StoredTable stored) {
        List<List<Object>> rows =
                stored.rows().stream()
                        .map(
                                row ->
                                        Arrays.asList(
                                                row.stream()
                                                        .map(CommittedConclusionsTest::typed)
                                                        .toArray()))
                        .toList();
        return new Table(RUNS, stored.columns(), rows);
    }

    private static Object typed(String value) {
        if (value.isEmpty()) {
            return null;
        }
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        if (value.matches("-?\\d{1,18}")) {
            return Long.valueOf(value);
        }
        return value.matches("-?(\\d+\\.\\d+(E-?\\d+)?|Infinity)")
                ? (Object) Double.valueOf(value)
                : value;
    }
}
