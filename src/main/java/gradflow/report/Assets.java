package gradflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.report.data.Resource;
import gradflow.results.PageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The styles and scripts that all pages of a root share. */
final class Assets {
    static final String STYLE = "report.css";
    static final String SCRIPT = "report.js";

    /** Vega, Vega-Lite, Vega-Embed: those before are needed by those after. */
    static final List<String> LIBRARIES = libraries();

    private Assets() {}

    private static List<String> libraries() {
        List<String> files = new ArrayList<>();
        Resource.json("assets/vendored.json").forEach(l -> files.add(l.path("file").asText()));
        return List.copyOf(files);
    }

    /** Puts those that are missing or older into a root's folder {@code assets}. */
    static void write(Path root) throws IOException {
        List<String> files = new ArrayList<>(LIBRARIES);
        for (JsonNode library : Resource.json("assets/vendored.json")) {
            files.add("LICENSE-" + library.path("package").asText() + ".txt");
        }
        files.addAll(List.of("vendored.json", STYLE, SCRIPT));
        for (String file : files) {
            PageFile.write(root.resolve("assets").resolve(file), Resource.bytes("assets/" + file));
        }
    }
}
