package gradflow.verify;

import gradflow.experiment.RunWatch;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs that the clock ended, on which no two reruns need agree. */
final class TimeLimited {
    private static final String RUNS = "runs.csv";
    private static final String RUN_ID = "run_id";

    /** The column that is the same in all runs of a condition, those that failed included. */
    private static final String CHOSEN = "chosen";

    private final Set<String> runs = new TreeSet<>();

    /** The runs that the clock ended in any of some results. */
    TimeLimited(StoredResults... results) throws IOException {
        for (StoredResults folder : results) {
            if (folder.has(RUNS)) {
                StoredTable table = folder.table(RUNS);
                for (int row = 0; row < table.rows().size(); row++) {
                    if (table.value(row, "failure").startsWith(RunWatch.TIME_LIMIT)) {
                        runs.add(table.value(row, RUN_ID));
                    }
                }
            }
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    boolean has(String run) {
        return runs.contains(run);
    }

    /** The verdict on a file with other bytes, of which only the other runs' rows are judged. */
    FileVerdict judge(String file, StoredTable reference, StoredTable other) {
        String ended = "%d runs were ended by %s".formatted(runs.size(), RunWatch.TIME_LIMIT);
        if (!reference.columns().contains(RUN_ID)) {
            return new FileVerdict(file, FileVerdict.Word.NOT_JUDGED, ended);
        }
        return new TableComparison(rest(reference), rest(other))
                .firstDifference()
                .map(text -> new FileVerdict(file, FileVerdict.Word.DIFFERS, text))
                .orElse(
                        new FileVerdict(
                                file,
                                FileVerdict.Word.NOT_JUDGED,
                                ended + "; the rows of all others are the same"));
    }

    private StoredTable rest(StoredTable table) {
        int chosen = table.columns().indexOf(CHOSEN);
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            if (!runs.contains(table.value(row, RUN_ID))) {
                List<String> values = new ArrayList<>(table.rows().get(row));
                if (chosen >= 0 && chosen < values.size()) {
                    values.set(chosen, "");
                }
                rows.add(values);
            }
        }
        return new StoredTable(table.columns(), rows);
    }
}
