package gradflow.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.report.data.ReportFolder;

/** What results came from, and how to make them again. */
final class Origin {
    private final ReportFolder folder;

    Origin(ReportFolder folder) {
        this.folder = folder;
    }

    String html() {
        JsonNode manifest = folder.manifest();
        String commit = manifest.path("git_commit").asText();
        String arithmetic = manifest.path("arithmetic").asText("fast");
        String made =
                manifest.path("command")
                        .asText(
                                """
                                mvn compile exec:java -Dexp=%s
                                mvn compile exec:java -Dexp=%s -Dverify
                                mvn compile exec:java -Dexp=%s -Dreport"""
                                        .formatted(folder.name(), folder.name(), folder.name()));
        return """
               <p>%s with</p>
               <pre tabindex="0">%s%s</pre>
               <p>Arithmetic: %s. %s, %s, %s. Files: %s.</p>
               <details><summary>manifest.json</summary>
               <pre tabindex="0">%s</pre></details>
               """
                .formatted(
                        manifest.has("command")
                                ? "Measured again"
                                : "Made again, byte by byte compared and drawn again",
                        commit.matches("[0-9a-f]{40}") ? "git checkout " + commit + "\n" : "",
                        Html.text(made),
                        Html.text(arithmetic),
                        Html.text(manifest.path("jdk").asText("JDK unknown")),
                        Html.text(manifest.path("os").asText("system unknown")),
                        Html.text(manifest.path("cpu").asText("processor unknown")),
                        files(),
                        Html.text(pretty(manifest)));
    }

    private String files() {
        StringBuilder links = new StringBuilder();
        folder.files()
                .forEach(
                        file ->
                                links.append(
                                        "<a href=\"%s\">%s</a>, "
                                                .formatted(Html.text(file), Html.text(file))));
        return links.append("<a href=\"manifest.json\">manifest.json</a>").toString();
    }

    private static String pretty(JsonNode manifest) {
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(manifest)
                    .replace("\r\n", "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
