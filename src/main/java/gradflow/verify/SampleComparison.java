package gradflow.verify;

import gradflow.experiment.Outcome;
import gradflow.experiment.RunWatch;
import gradflow.results.Columns;
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
 * The rows of some runs against those of a reference: of runs.csv what each run measured, of
 * further files all that the reference has of it (which runs have details there may depend on other
 * runs).
 */
final class SampleComparison {
    private static final String RUNS = "runs.csv";
    private static final String RUN_ID = "run_id";
    private final StoredResults reference;
    private final List<String> excuses;

    SampleComparison(StoredResults reference, List<String> excuses) {
        this.reference = reference;
        this.excuses = excuses;
    }

    /** A verdict for every file that has rows of these runs. */
    List<FileVerdict> verdicts(List<Outcome> outcomes) throws IOException {
        Map<String, List<StoredTable>> expected = new LinkedHashMap<>();
        Map<String, List<StoredTable>> found = new LinkedHashMap<>();
        TimeLimited timeLimited = new TimeLimited(reference);
        for (Outcome outcome : outcomes) {
            if (timeLimited.has(outcome.runId()) || RunWatch.ended(outcome)) {
                continue;
            }
            StoredTable runs = reference.table(RUNS);
            StoredTable row = StoredTable.of(row(outcome, runs.columns()));
            add(expected, RUNS, only(runs, outcome.runId(), row.columns()));
            add(found, RUNS, row);
            for (Table detail : outcome.details()) {
                String file = detail.fileName();
                if (reference.has(file) && detail.columns().contains(RUN_ID)) {
                    StoredTable rows =
                            only(reference.table(file), outcome.runId(), detail.columns());
                    if (!rows.rows().isEmpty()) {
                        add(expected, file, rows);
                        add(found, file, StoredTable.of(detail));
                    }
                }
            }
        }
        List<FileVerdict> verdicts = new ArrayList<>();
        for (String file : expected.keySet()) {
            verdicts.add(verdict(file, joined(expected.get(file)), joined(found.get(file))));
        }
        return verdicts;
    }

    private FileVerdict verdict(String file, StoredTable expected, StoredTable found)
            throws IOException {
        Optional<String> difference = new TableComparison(expected, found).firstDifference();
        if (reference.isEdited(file)) {
            return new FileVerdict(
                    file,
                    FileVerdict.Word.EDITED,
                    "not the bytes that %s/manifest.json lists; %s"
                            .formatted(
                                    reference.folder(),
                                    difference.orElse("not in the rows of these runs")));
        }
        if (difference.isEmpty()) {
            return new FileVerdict(
                    file, FileVerdict.Word.SAME, "%d rows".formatted(expected.rows().size()));
        }
        return new FileVerdict(
                file,
                excuses.isEmpty() ? FileVerdict.Word.DIFFERS : FileVerdict.Word.NOT_JUDGED,
                difference.get());
    }

    /** What the run's row must hold, by the names that the columns have beside the grid's. */
    private static Table row(Outcome outcome, List<String> columns) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(RUN_ID, outcome.runId());
        values.put("status", outcome.status().word());
        values.put("iterations", outcome.iterations());
        outcome.numbers()
                .forEach(
                        (name, value) -> {
                            int index = Columns.indexOfMeasured(columns, name);
                            values.put(index < 0 ? name : columns.get(index), value);
                        });
        return new Table(
                RUNS, List.copyOf(values.keySet()), List.of(new ArrayList<>(values.values())));
    }

    private static StoredTable only(StoredTable table, String runId, List<String> columns) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            if (table.value(row, RUN_ID).equals(runId)) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(table.value(row, column));
                }
                rows.add(values);
            }
        }
        return new StoredTable(columns, rows);
    }

    private static void add(Map<String, List<StoredTable>> tables, String file, StoredTable table) {
        tables.computeIfAbsent(file, key -> new ArrayList<>()).add(table);
    }

    /** Rows of runs that failed have fewer columns than those of others. */
    private static StoredTable joined(List<StoredTable> tables) {
        List<String> columns =
                tables.stream().flatMap(table -> table.columns().stream()).distinct().toList();
        List<List<String>> rows = new ArrayList<>();
        for (StoredTable table : tables) {
            for (int row = 0; row < table.rows().size(); row++) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(table.value(row, column));
                }
                rows.add(values);
            }
        }
        return new StoredTable(columns, rows);
    }
}
