package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.results.Column;
import gradflow.results.Table;
import gradflow.stats.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The claims of all experiments of a root as one family: what Holm's correction over all of them
 * leaves of each verdict.
 */
final class Verdicts {
    /** Where they are kept. */
    static final String FILE = "verdicts.csv";

    private static final double LEVEL = 0.05;
    private final List<Row> rows;

    private Verdicts(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** A claim as its folder has it, in words and numbers of its file. */
    private record Claim(
            String experiment, String id, String note, String verdict, String onNote, double p) {}

    /** A claim with its p-value after the correction over the suite, NaN without one. */
    private record Row(Claim claim, double adjusted) {

        /** What becomes of the verdict where all claims are one family. */
        String suite() {
            return Double.isNaN(adjusted)
                    ? "untested"
                    : claim.verdict.equals("inconclusive")
                            ? "open"
                            : adjusted < LEVEL ? "survives" : "fails";
        }
    }

    /** The claims of folders, in their order. */
    static Verdicts of(List<ReportFolder> folders) {
        List<Claim> claims = new ArrayList<>();
        for (ReportFolder folder : folders) {
            folder.sheet("claims.csv")
                    .ifPresent(
                            sheet ->
                                    sheet.rows()
                                            .mapToObj(row -> claim(folder.place(), sheet, row))
                                            .forEach(claims::add));
        }
        double[] adjusted = Holm.adjust(claims.stream().mapToDouble(Claim::p).toArray());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            rows.add(new Row(claims.get(i), adjusted[i]));
        }
        return new Verdicts(rows);
    }

    private static Claim claim(String experiment, CheckedTable sheet, int row) {
        // Where all seeds say the same number nothing is tested; older files have no p.
        boolean isPoint = sheet.number(row, "low") == sheet.number(row, "high");
        boolean isTested = sheet.has("p_value") && !isPoint;
        return new Claim(
                experiment,
                sheet.text(row, "claim"),
                sheet.text(row, "note"),
                sheet.text(row, "verdict"),
                sheet.text(row, "note_verdict", ""),
                isTested ? sheet.number(row, "p_value") : Double.NaN);
    }

    /** How many claims there are. */
    int size() {
        return rows.size();
    }

    /** How many of them were tested, which is what the correction is over. */
    long tests() {
        return rows.stream().filter(row -> !Double.isNaN(row.adjusted)).count();
    }

    /** How many confirmed or refuted claims of an experiment survive the correction. */
    long surviving(String experiment) {
        return rows.stream()
                .filter(row -> row.claim.experiment.equals(experiment))
                .filter(row -> row.suite().equals("survives"))
                .count();
    }

    /** The file of all claims. */
    Table table() {
        List<Column<Row>> columns =
                List.of(
                        Column.text("experiment", row -> row.claim.experiment),
                        Column.text("claim", row -> row.claim.id),
                        Column.number("note", row -> note(row.claim.note)),
                        Column.text("verdict", row -> row.claim.verdict),
                        Column.text("note_verdict", row -> orNull(row.claim.onNote)),
                        Column.number("p_value", row -> row.claim.p),
                        Column.number("p_value_holm_suite", Row::adjusted),
                        Column.text("suite", Row::suite));
        return Column.table(FILE, columns, rows);
    }

    private static Integer note(String note) {
        return note.isEmpty() ? null : Integer.valueOf(note);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The table of the page, after a sentence that says what it shows. */
    String html() {
        String caption =
                String.format(
                        Locale.ROOT,
                        "All %d claims; Holm's correction is over the %d that were tested",
                        size(),
                        tests());
        Table table = table();
        HtmlTable html = new HtmlTable(caption, table.columns());
        table.rows().forEach(row -> html.add(row.stream().map(Verdicts::cell).toList()));
        return html.html();
    }

    private static String cell(Object value) {
        boolean isNothing = value instanceof Double number && Double.isNaN(number);
        return isNothing ? "" : Objects.toString(value, "");
    }
}
