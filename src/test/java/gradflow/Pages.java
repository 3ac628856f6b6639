package gradflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that a reader is sent to. */
final class Pages {
    static final Path README = Path.of("README.md");
    private static final Path GUIDE = Path.of("src/site/markdown");

    private Pages() {}

    /** README and the guide. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README));
        try (Stream<Path> guide = Files.list(GUIDE)) {
            guide.sorted().forEach(pages::add);
        }
        return pages;
    }

    /** README, the guide, and what describes experiments, results and data. */
    static List<Path> andReferences() throws IOException {
        List<Path> pages = new ArrayList<>(all());
        for (String folder :
                List.of("experiments", "results", "data", "data/reference-vectors", "src/layers")) {
            pages.add(Path.of(folder, "README.md"));
        }
        for (String page : List.of("CHANGELOG.md", "CONTRIBUTING.md")) {
            pages.add(Path.of(page));
        }
        return pages;
    }
}
