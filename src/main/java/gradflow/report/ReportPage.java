package gradflow.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import java.util.List;

/** The page of an experiment. */
final class ReportPage {
    private final ReportFolder folder;
    private final List<Drawing> figures;
    private final Frame frame;

    /**
     * A page.
     *
     * @param folder whose results it shows
     * @param figures that the folder has
     * @param frame what stands around them
     */
    ReportPage(ReportFolder folder, List<Drawing> figures, Frame frame) {
        this.folder = folder;
        this.figures = figures;
        this.frame = frame;
    }

    String html() {
        StringBuilder body = new StringBuilder();
        body.append("<h1>").append(Html.text(folder.name())).append("</h1>\n");
        body.append("<p class=\"question\">").append(Html.text(folder.question())).append("</p>\n");
        if (!folder.edited().isEmpty()) {
            body.append(
                    "<p class=\"warning\">Edited after they were written: %s.</p>\n"
                            .formatted(Html.text(String.join(", ", folder.edited()))));
        }
        body.append("<section aria-labelledby=\"answer\"><h2 id=\"answer\">Answer</h2>\n<ul>\n");
        new Answer(folder)
                .sentences()
                .forEach(s -> body.append("<li>").append(Html.text(s)).append("</li>\n"));
        body.append("</ul></section>\n");
        body.append("<section aria-labelledby=\"figures\"><h2 id=\"figures\">Figures</h2>\n");
        body.append(
                "<noscript><p>Figures need JavaScript; what they show is in the CSV files that they name.</p></noscript>\n");
        figures.forEach(figure -> body.append(figure(figure)));
        body.append("</section>\n");
        Tables tables = new Tables(folder);
        String claims = tables.claims();
        if (!claims.isEmpty()) {
            body.append(section("claims", "Claims", CLAIMS + claims));
        }
        body.append(section("summary", "Conditions", tables.summary()));
        body.append(section("runs", "Runs", tables.runs()));
        body.append(section("rerun", "Where this comes from", new Origin(folder).html()));
        return frame.page(folder.name(), body.toString(), figures.isEmpty() ? "" : scripts());
    }

    private static final String CLAIMS =
            "<p>A verdict is about the sentence beside it: confirmed where the 95 % interval of every condition that it names is on the asked side, refuted where one condition is clearly on the other side, inconclusive otherwise. Measured is the mean over the seeds of the condition that decides.</p>\n";

    private static String section(String id, String title, String content) {
        return "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>\n%s</section>\n"
                .formatted(id, id, title, content);
    }

    private static String figure(Drawing figure) {
        return """
               <figure id="%s">
               <h3>%s</h3>
               <div class="plot" role="img" aria-label="%s"></div>
               <figcaption>%s <span class="files">From <a href="%s">%s</a>.</span></figcaption>
               </figure>
               """
                .formatted(
                        figure.id(),
                        Html.text(figure.title()),
                        Html.text(figure.alternative()),
                        Html.text(figure.caption()),
                        figure.file(),
                        figure.file());
    }

    private String scripts() {
        StringBuilder scripts = new StringBuilder();
        for (Drawing figure : figures) {
            ObjectMapper json = new ObjectMapper();
            ObjectNode all = json.createObjectNode();
            all.put("id", figure.id());
            all.set("spec", figure.specification());
            ObjectNode data = all.putObject("data");
            figure.data().forEach((name, rows) -> data.set(name, rows.json()));
            try {
                scripts.append("<script>gradflow.figure(")
                        .append(Html.script(json.writeValueAsString(all)))
                        .append(")</script>\n");
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return scripts.toString();
    }
}
