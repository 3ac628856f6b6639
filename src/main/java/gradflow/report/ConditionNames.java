package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.ReportFolder;
import java.util.HashMap;
import java.util.Map;

/** Conditions in words, by the identifier that files have for them. */
final class ConditionNames {
    private static final String CONDITION = "condition";
    private static final String RUN = "run_id";

    /** What a run's identifier has beyond its condition's. */
    private static final String SEED = "_seed\\d+$";

    private final Map<String, String> words = new HashMap<>();

    /** Those of summary.csv, or of runs.csv where there is no summary. */
    ConditionNames(ReportFolder folder) {
        folder.sheet("summary.csv")
                .filter(sheet -> sheet.has(CONDITION))
                .or(() -> folder.sheet("runs.csv").filter(sheet -> sheet.has(RUN)))
                .ifPresent(sheet -> read(folder, sheet));
    }

    private void read(ReportFolder folder, CheckedTable sheet) {
        Naming naming = Naming.of(folder, sheet);
        String column = sheet.has(CONDITION) ? CONDITION : RUN;
        sheet.rows()
                .forEach(
                        row ->
                                words.putIfAbsent(
                                        sheet.text(row, column).replaceFirst(SEED, ""),
                                        words(naming, row)));
    }

    /** The cell with its treatment, then what it had to learn. */
    static String words(Naming naming, int row) {
        String block = naming.block(row);
        return naming.contender(row) + (block.isEmpty() ? "" : " (" + block + ")");
    }

    /** A condition in words; its identifier if no row has it. */
    String of(String condition) {
        return words.getOrDefault(condition, condition);
    }
}
