package gradflow.report.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of a folder, in the order of the grid. */
public final class Runs {
    private final CheckedTable sheet;
    private final Map<String, Run> byId;

    private Runs(CheckedTable sheet, Map<String, Run> byId) {
        this.sheet = sheet;
        this.byId = byId;
    }

    static Runs of(ReportFolder folder) {
        Map<String, Run> runs = new LinkedHashMap<>();
        Optional<CheckedTable> sheet = folder.sheet("runs.csv");
        if (sheet.isEmpty()) {
            return new Runs(null, runs);
        }
        CheckedTable rows = sheet.get();
        Naming naming = Naming.of(folder, rows);
        for (int row = 0; row < rows.size(); row++) {
            String id = rows.text(row, "run_id");
            boolean chosen = !rows.text(row, "chosen", "true").equals("false");
            runs.put(id, new Run(id, row, naming.cell(row), naming.setting(row), chosen));
        }
        return new Runs(rows, runs);
    }

    /**
     * Those with the chosen nuisance values.
     *
     * @return in the order of the file
     */
    public List<Run> chosen() {
        return byId.values().stream().filter(Run::chosen).toList();
    }

    /**
     * All of them.
     *
     * @return in the order of the file
     */
    public List<Run> all() {
        return new ArrayList<>(byId.values());
    }

    /**
     * A run by its id; empty if runs.csv has none.
     *
     * @return its row and what else is known of it
     */
    public Optional<Run> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The file; there is none if no run is.
     *
     * @return runs.csv
     */
    public CheckedTable sheet() {
        return sheet;
    }
}
