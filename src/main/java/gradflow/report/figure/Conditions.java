package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.Optional;

/** A number of every condition in summary.csv with its 95 % interval. */
final class Conditions implements Figure {
    private static final String FILE = "summary.csv";
    private static final double SMALLEST_LOSS = 1e-9;
    private final String id;
    private final String column;
    private final String title;
    private final String means;

    private Conditions(String id, String column, String title, String means) {
        this.id = id;
        this.column = column;
        this.title = title;
        this.means = means;
    }

    /** Effects against the baseline. */
    static Conditions effects() {
        return new Conditions(
                "effects",
                "cliffs_delta",
                "What a condition changes against the baseline",
                "Cliff's delta of the test losses: −1 where every run is better than every run of the baseline, 1 where every one is worse; an interval that crosses the line in the middle shows no difference.");
    }

    /** How many of the runs were solved. */
    static Conditions solveRates() {
        return new Conditions(
                "solve-rates",
                "solve_rate",
                "How many runs solve the task",
                "Share of the seeds with Wilson's 95 % interval.");
    }

    /** The losses on test data. */
    static Conditions testLosses() {
        return new Conditions(
                "test-loss",
                "test_loss_iqm",
                "The loss on test data",
                "Interquartile mean over the seeds with its 95 % interval; dotted lines are simple predictors. Losses too small for the axis are drawn at its left end.");
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        Optional<CheckedTable> summary = folder.sheet(FILE).filter(sheet -> sheet.has(column));
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        CheckedTable sheet = summary.get();
        Naming naming = Naming.of(folder, sheet);
        double floor = floor(sheet);
        FigureRows rows =
                new FigureRows("contender", "cell", "setting", "value", "low", "high", "runs");
        for (int row = 0; row < sheet.size(); row++) {
            double value = sheet.number(row, column);
            if (Double.isFinite(value)) {
                rows.add(
                        naming.contender(row),
                        naming.cell(row),
                        naming.block(row),
                        Math.max(floor, value),
                        Math.max(floor, sheet.number(row, column + "_low")),
                        Math.max(floor, sheet.number(row, column + "_high")),
                        sheet.whole(row, "runs"));
            }
        }
        boolean allZero = rows.column("value").stream().allMatch(value -> ((Double) value) == 0);
        if (rows.isEmpty() || (id.equals("solve-rates") && allZero)) {
            return Optional.empty();
        }
        return Optional.of(draw(folder, rows));
    }

    /** Where a logarithmic axis begins: zeros, which have no place on it, are drawn there. */
    private double floor(CheckedTable sheet) {
        if (!id.equals("test-loss")) {
            return Double.NEGATIVE_INFINITY;
        }
        return Math.max(
                SMALLEST_LOSS,
                sheet.rows()
                        .mapToDouble(row -> sheet.number(row, column + "_low"))
                        .filter(low -> low > 0)
                        .min()
                        .orElse(SMALLEST_LOSS));
    }

    private Drawing draw(ReportFolder folder, FigureRows rows) {
        String setting = rows.distinct("setting").get(0);
        String seen =
                Extremes.ofRows(
                        rows,
                        "contender",
                        "value",
                        row -> rows.value(row, "setting").equals(setting),
                        "largest",
                        "smallest",
                        id.equals("solve-rates") ? Numbers::percent : Numbers::of);
        Plot plot = new Plot(id, rows).choice("setting");
        if (id.equals("test-loss")) {
            plot.with("references", references(folder));
        }
        return plot.sketch(Drawing.Sketch.Mark.BAR, "contender", "value", false)
                .draw(
                        title,
                        "%s%s %s"
                                .formatted(
                                        setting.isEmpty() ? "" : upper(setting) + ": ",
                                        setting.isEmpty() ? upper(seen) : seen,
                                        means),
                        FILE);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What simple predictors reach, under the block's name that they belong to. */
    private static FigureRows references(ReportFolder folder) {
        FigureRows rows = new FigureRows("setting", "reference", "value");
        Optional<CheckedTable> sheet = folder.sheet("references.csv");
        Optional<CheckedTable> summary = folder.sheet(FILE);
        if (sheet.isEmpty() || summary.isEmpty()) {
            return rows;
        }
        Naming naming = Naming.of(folder, summary.get());
        summary.get()
                .rows()
                .mapToObj(
                        row ->
                                new String[] {
                                    naming.block(row),
                                    summary.get().text(row, "task", ""),
                                    summary.get().text(row, "sequence_length", "")
                                })
                .distinct()
                .forEach(
                        block -> {
                            if (!rows.distinct("setting").contains(block[0])) {
                                addReferences(sheet.get(), block, rows);
                            }
                        });
        return rows;
    }

    private static void addReferences(CheckedTable sheet, String[] block, FigureRows rows) {
        for (int row = 0; row < sheet.size(); row++) {
            boolean isTask = block[1].isEmpty() || sheet.text(row, "task").equals(block[1]);
            boolean isLength =
                    block[2].isEmpty() || sheet.text(row, "sequence_length").equals(block[2]);
            if (isTask && isLength) {
                double loss = sheet.number(row, "test_loss");
                rows.add(block[0], sheet.text(row, "reference") + " " + Numbers.of(loss), loss);
            }
        }
    }
}
