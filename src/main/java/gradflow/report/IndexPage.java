package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.figure.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that lists all experiments of a root. */
final class IndexPage {
    private static final String SUITE =
            "<p>What Holm's correction over the claims of all experiments leaves of each verdict, at 0.05: it survives, or it fails; an inconclusive one stays open; nothing was tested where all seeds say the same number, or where a file is older than its p-values. The file is <a href=\"verdicts.csv\">verdicts.csv</a>.</p>\n";

    private IndexPage() {}

    /** The page with a card for every experiment, and all verdicts. */
    static String html(List<ReportFolder> folders, Verdicts verdicts) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>Gradflow: results</h1>\n");
        body.append(
                "<p>How gradients travel back through time in recurrent networks: every experiment with its question, the verdicts on its claims, and a small picture of its first figure.</p>\n");
        body.append("<ul class=\"cards\">\n");
        folders.forEach(folder -> body.append(card(folder, verdicts)));
        body.append("</ul>\n");
        if (verdicts.size() > 0) {
            body.append("<h2>All verdicts</h2>\n").append(SUITE).append(verdicts.html());
        }
        return Frame.linked("").page("Results", body.toString(), "");
    }

    /** An experiment in short. */
    static String card(ReportFolder folder, Verdicts suite) {
        return """
               <li><h2><a href="%s/report.html">%s</a></h2>
               %s
               <p>%s</p>
               <p>%s</p></li>
               """
                .formatted(
                        Html.text(folder.place()),
                        Html.text(folder.name()),
                        Figures.firstOf(folder)
                                .map(figure -> new Thumbnail(figure).svg())
                                .orElse(""),
                        Html.text(folder.question()),
                        verdicts(folder, suite));
    }

    private static String verdicts(ReportFolder folder, Verdicts suite) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of("confirmed", "refuted", "inconclusive").forEach(word -> counts.put(word, 0));
        folder.sheet("claims.csv").ifPresent(claims -> count(claims, counts));
        StringBuilder html = new StringBuilder();
        counts.forEach(
                (word, count) -> {
                    if (count > 0) {
                        html.append(
                                "<span class=\"verdict %s\">%d %s</span> "
                                        .formatted(Html.text(word), count, Html.text(word)));
                    }
                });
        return html.length() == 0
                ? "no claims"
                : html.append(
                                "<small>%d survive Holm's correction over all %d</small>"
                                        .formatted(suite.surviving(folder.place()), suite.tests()))
                        .toString();
    }

    private static void count(CheckedTable claims, Map<String, Integer> counts) {
        claims.rows().forEach(row -> counts.merge(claims.text(row, "verdict"), 1, Integer::sum));
    }
}
