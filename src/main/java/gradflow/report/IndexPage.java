package gradflow.report;

import gradflow.report.data.ReportFolder;
import gradflow.report.data.Sheet;
import gradflow.report.figure.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that lists all experiments of a root. */
final class IndexPage {
    private IndexPage() {}

    /** The page with a card for every experiment. */
    static String html(List<String> cards) {
        StringBuilder body = new StringBuilder();
        body.append("<h1>Gradflow: results</h1>\n");
        body.append(
                "<p>How gradients travel back through time in recurrent networks: every experiment with its question, the verdicts on its claims, and a small picture of its first figure.</p>\n");
        body.append("<ul class=\"cards\">\n");
        cards.forEach(body::append);
        body.append("</ul>\n");
        return Frame.linked("").page("Results", body.toString(), "");
    }

    /** An experiment in short. */
    static String card(ReportFolder folder) {
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
                        verdicts(folder));
    }

    private static String verdicts(ReportFolder folder) {
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
        return html.length() == 0 ? "no claims" : html.toString().strip();
    }

    private static void count(Sheet claims, Map<String, Integer> counts) {
        claims.rows().forEach(row -> counts.merge(claims.text(row, "verdict"), 1, Integer::sum));
    }
}
