package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.stats.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of a page. */
final class Tables {
    private static final int MOST_RUNS = 400;
    private static final int MOST_COLUMNS = 9;
    private final ReportFolder folder;

    Tables(ReportFolder folder) {
        this.folder = folder;
    }

    /** The claims with their verdicts; empty without claims. */
    String claims() {
        return folder.sheet("claims.csv").map(this::claims).orElse("");
    }

    private String claims(CheckedTable claims) {
        List<String> verdicts =
                claims.columns().stream().filter(column -> column.contains("verdict")).toList();
        StringBuilder html =
                new StringBuilder(
                        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Claims\">\n"
                                + "<table class=\"claims data\"><caption>Claims and their verdicts"
                                + "</caption>\n<thead><tr>");
        List<String> headers = new ArrayList<>(List.of("note"));
        headers.addAll(verdicts);
        headers.addAll(List.of("sentence", "measured", "asked"));
        headers.forEach(
                header ->
                        html.append("<th scope=\"col\">")
                                .append(Html.text(header.replace('_', ' ')))
                                .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        ConditionNames names = new ConditionNames(folder);
        for (int row = 0; row < claims.size(); row++) {
            html.append(claim(claims, row, verdicts, names));
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String claim(
            CheckedTable claims, int row, List<String> verdicts, ConditionNames names) {
        String condition = claims.text(row, "condition");
        String versus = claims.text(row, "versus");
        String margin = claims.text(row, "margin");
        StringBuilder html = new StringBuilder("<tr>");
        html.append("<td class=\"n\">").append(Html.text(claims.text(row, "note"))).append("</td>");
        for (String verdict : verdicts) {
            String word = claims.text(row, verdict);
            html.append(
                    "<td><span class=\"verdict %s\">%s</span></td>"
                            .formatted(Html.text(word.replace(' ', '-')), Html.text(word)));
        }
        html.append(
                "<td class=\"says\">%s<small>%s%s%s</small></td>"
                        .formatted(
                                Html.text(claims.text(row, "says")),
                                Html.text(claims.text(row, "column")),
                                condition.isEmpty() ? "" : " where " + Html.text(condition),
                                versus.isEmpty() ? "" : ", " + Html.text(versus)));
        html.append(
                "<td class=\"n\" data-v=\"%s\">%s<small>%s, %s</small></td>"
                        .formatted(
                                Html.text(claims.text(row, "mean")),
                                Numbers.of(claims.number(row, "mean")),
                                Numbers.interval(
                                        claims.number(row, "low"), claims.number(row, "high")),
                                Numbers.count(claims.whole(row, "runs"), "run")
                                        + decider(claims, row, names)));
        html.append(
                "<td>%s %s%s</td>"
                        .formatted(
                                Html.text(claims.text(row, "relation")),
                                Numbers.of(claims.number(row, "value")),
                                margin.isEmpty() || claims.number(row, "margin") == 0
                                        ? ""
                                        : " ± " + Numbers.of(claims.number(row, "margin"))));
        return html.append("</tr>\n").toString();
    }

    /** Which of several conditions decides; older files do not say it. */
    private static String decider(CheckedTable claims, int row, ConditionNames names) {
        return claims.has("decided_by") && claims.whole(row, "conditions") > 1
                ? "; decided by " + Html.text(names.of(claims.text(row, "decided_by")))
                : "";
    }

    /** The conditions: those of summary.csv, or medians over the seeds of runs.csv. */
    String summary() {
        return folder.sheet("summary.csv")
                .or(() -> folder.sheet("timings.csv").filter(Timings::isMeasurement))
                .map(this::whole)
                .orElseGet(this::medians);
    }

    /** Columns that are empty in every row say nothing; names stand in the settings beside them. */
    private String whole(CheckedTable sheet) {
        Set<String> names = Set.of("condition", "baseline");
        List<String> columns =
                sheet.columns().stream()
                        .filter(column -> !names.contains(column))
                        .filter(
                                column ->
                                        sheet.rows()
                                                .anyMatch(
                                                        row -> !sheet.text(row, column).isEmpty()))
                        .toList();
        HtmlTable table = new HtmlTable("Conditions, from " + sheet.name(), columns);
        sheet.rows()
                .forEach(
                        row ->
                                table.add(
                                        columns.stream()
                                                .map(column -> sheet.text(row, column))
                                                .toList()));
        return table.html();
    }

    private String medians() {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null) {
            return "";
        }
        Naming naming = Naming.of(folder, runs);
        List<String> measured = measured(runs);
        Map<List<String>, List<Run>> conditions =
                folder.runs().chosen().stream()
                        .collect(
                                Collectors.groupingBy(
                                        run -> List.of(run.cell(), run.setting()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<String> headers = new ArrayList<>(List.of("condition", "setting", "runs"));
        measured.forEach(column -> headers.add(column + " median"));
        HtmlTable table = new HtmlTable("Conditions, medians over the runs of runs.csv", headers);
        conditions.forEach(
                (key, group) -> {
                    List<String> values = new ArrayList<>(key);
                    values.set(0, naming.cell(group.get(0).row()));
                    values.add(String.valueOf(group.size()));
                    for (String column : measured) {
                        double[] numbers =
                                group.stream()
                                        .mapToDouble(run -> runs.number(run.row(), column))
                                        .filter(number -> !Double.isNaN(number))
                                        .toArray();
                        values.add(numbers.length == 0 ? "" : Double.toString(Median.of(numbers)));
                    }
                    table.add(values);
                });
        return table.html();
    }

    /** The columns behind the iterations that hold numbers. */
    private static List<String> measured(CheckedTable runs) {
        int first = runs.columns().indexOf("iterations") + 1;
        return runs.columns().subList(first, runs.columns().size()).stream()
                .filter(column -> !Set.of("chosen", "failure", "metric_name").contains(column))
                .filter(column -> runs.rows().anyMatch(row -> !runs.text(row, column).isEmpty()))
                .toList();
    }

    /** The runs: all of them, or those that did not end well where there are many. */
    String runs() {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null) {
            return "<p>There are none.</p>\n";
        }
        boolean all = runs.size() <= MOST_RUNS;
        List<Integer> rows =
                runs.rows().filter(row -> all || isBad(runs.text(row, "status"))).boxed().toList();
        String note =
                all
                        ? ""
                        : "<p>Only runs that failed or diverged are listed here; all %d are in <a href=\"runs.csv\">runs.csv</a>.</p>\n"
                                .formatted(runs.size());
        if (rows.isEmpty()) {
            return note + "<p>No run failed or diverged.</p>\n";
        }
        List<String> columns = new ArrayList<>(List.of("run_id", "status", "iterations"));
        if (runs.has("chosen")) {
            columns.add("chosen");
        }
        measured(runs).stream().limit(MOST_COLUMNS - columns.size()).forEach(columns::add);
        if (runs.has("failure")) {
            columns.add("failure");
        }
        HtmlTable table = new HtmlTable("Runs, from runs.csv", columns);
        rows.forEach(
                row -> table.add(columns.stream().map(column -> runs.text(row, column)).toList()));
        return note + table.html();
    }

    private static boolean isBad(String status) {
        return status.equals("diverged") || status.equals("failed");
    }
}
