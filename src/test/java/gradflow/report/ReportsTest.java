package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.mistake.UserMistake;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Resource;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.figure.Figures;
import gradflow.results.PageFile;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.stats.Interval;
import gradflow.stats.Wilson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {
    private static final Path RESULTS = Path.of("results");
    private static final int LARGEST = 600_000;
    private static final PrintStream NOWHERE =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    @TempDir Path root;

    static List<String> names() {
        return new Reports(RESULTS).names();
    }

    private void copy(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        try (Stream<Path> files = Files.list(RESULTS.resolve(name))) {
            for (Path file : files.toList()) {
                if (!file.endsWith("report.html")) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
    }

    private static Map<String, String> checksums(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sums.put(
                        file.getFileName().toString(),
                        DigestUtils.sha256Hex(Files.readAllBytes(file)));
            }
        }
        return sums;
    }

    /** Draw them again with mvn compile exec:java -Dreport. */
    @ParameterizedTest
    @MethodSource("names")
    void committedPagesAreWhatTheProgramDraws(String name) throws IOException {
        byte[] page = Reports.page(StoredResults.open(RESULTS.resolve(name)));
        assertThat(RESULTS.resolve(name).resolve("report.html")).hasBinaryContent(page);
        assertThat(page.length).isLessThan(LARGEST);
    }

    /** The index and the verdicts are of all folders together. */
    @Test
    void committedVerdictsAreThoseOfAllFolders() throws IOException {
        List<ReportFolder> folders =
                names().stream()
                        .map(name -> new ReportFolder(StoredResults.open(RESULTS.resolve(name))))
                        .toList();
        Verdicts verdicts = Verdicts.of(folders);
        PageFile.write(root, verdicts.table());
        assertThat(RESULTS.resolve("verdicts.csv"))
                .hasSameBinaryContentAs(root.resolve("verdicts.csv"));
        assertThat(RESULTS.resolve("index.html")).hasContent(IndexPage.html(folders, verdicts));
        assertThat(verdicts.tests()).isPositive();
    }

    /** Of experiments with a summary and without; what no row has keeps its identifier. */
    @Test
    void conditionsAreCalledByWords() {
        ConditionNames trained = names("mitigations");
        assertThat(trained.of("temporal-order_sequenceLength50_sequences19200_LSTM_none"))
                .isEqualTo("LSTM, no mitigation (temporal-order, sequence length 50)");
        ConditionNames measured = names("depth-vs-time");
        assertThat(measured.of("GRU_tanh_layers6_sequenceLength10"))
                .isEqualTo("GRU (layers 6, sequence length 10)");
        assertThat(measured.of("GRU_tanh_layers6")).isEqualTo("GRU_tanh_layers6");
    }

    private static ConditionNames names(String experiment) {
        return new ConditionNames(
                new ReportFolder(StoredResults.open(RESULTS.resolve(experiment))));
    }

    /** Three seeds, so that shares are thirds and bands those of Wilson for 0 to 3 of 3. */
    @Test
    void profilesSayWhichShareOfTheRunsReachesWhichScore() throws IOException {
        ReportFolder digits = new ReportFolder(StoredResults.open(RESULTS.resolve("digits")));
        Drawing profile =
                Figures.of(digits).stream()
                        .filter(figure -> figure.id().equals("performance-profile"))
                        .findFirst()
                        .orElseThrow();
        FigureRows rows = profile.data().get("rows");
        StoredTable runs = StoredResults.open(RESULTS.resolve("digits")).table("runs.csv");
        for (int row = 0; row < rows.size(); row++) {
            double share = (Double) rows.value(row, "share");
            Interval band = Wilson.interval((int) Math.round(share * 3), 3);
            assertThat(rows.value(row, "low")).isEqualTo(band.low());
            assertThat(rows.value(row, "high")).isEqualTo(band.high());
            assertThat(rows.value(row, "runs")).isEqualTo(3);
        }
        // A line begins with all of its runs; at its largest score none is above.
        assertThat(rows.value(0, "share")).isEqualTo(1.0);
        assertThat(rows.column("share")).contains(0.0, 1 / 3.0, 2 / 3.0);
        int step = rows.column("share").indexOf(2 / 3.0);
        Object cell = rows.value(step, "cell");
        double smallest =
                IntStream.range(0, runs.rows().size())
                        .filter(row -> runs.value(row, "chosen").equals("true"))
                        .filter(row -> runs.value(row, "cell").equals(cell))
                        .filter(row -> runs.value(row, "task").equals("digits"))
                        .filter(row -> runs.value(row, "sequence_length").equals("8"))
                        .mapToDouble(row -> Double.parseDouble(runs.value(row, "test_metric")))
                        .min()
                        .orElseThrow();
        assertThat(rows.value(step, "score")).isEqualTo(smallest);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFolderHasAFigureThatSaysWhatIsSeen(String name) {
        List<Drawing> figures =
                Figures.of(new ReportFolder(StoredResults.open(RESULTS.resolve(name))));
        assertThat(figures).isNotEmpty();
        for (Drawing figure : figures) {
            assertThat(figure.caption()).as(figure.id()).matches("(?s)[A-Z0-9∂].*\\d.*\\.");
            assertThat(figure.alternative()).contains(figure.caption()).isNotEqualTo("");
            assertThat(RESULTS.resolve(name).resolve(figure.file())).exists();
            assertThat(figure.data().get("rows").size()).isPositive();
        }
    }

    @Test
    void drawingAgainLeavesAllElseAsItIs() throws IOException {
        copy("characters");
        Map<String, String> before = checksums(root.resolve("characters"));
        new Reports(root).draw(List.of("characters"), NOWHERE);
        Map<String, String> after = checksums(root.resolve("characters"));
        assertThat(after.remove("report.html")).isNotNull();
        assertThat(after).isEqualTo(before);
        assertThat(root.resolve("index.html")).content().contains("characters/report.html");
        assertThat(root.resolve("assets/vega.min.js"))
                .hasSameBinaryContentAs(RESULTS.resolve("assets/vega.min.js"));
        try (Stream<Path> all = Files.list(root)) {
            assertThat(all.map(p -> p.getFileName().toString()).sorted())
                    .containsExactly("assets", "characters", "index.html", "verdicts.csv");
        }
    }

    @Test
    void aSinglePageNeedsNothingBesideIt() throws IOException {
        copy("throughput");
        new Reports(root).drawSingle(List.of("throughput"), root.resolve("to/send"), NOWHERE);
        Path page = root.resolve("to/send/throughput.html");
        assertThat(page).content().contains("vegaEmbed").doesNotContain("assets/", "<script src");
        assertThat(root.resolve("throughput/report.html")).doesNotExist();
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = root.resolve("characters").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private void assertRefused(String file, String place) {
        assertThatThrownBy(() -> new Reports(root).draw(List.of("characters"), NOWHERE))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(root.resolve("characters").resolve(file) + ": " + place);
        assertThat(root.resolve("characters/report.html")).doesNotExist();
        assertThat(root.resolve("index.html")).doesNotExist();
    }

    @Test
    void aValueThatIsNoNumberIsNamedByFileRowAndColumn() throws IOException {
        copy("characters");
        String first = Files.readAllLines(root.resolve("characters/gradients.csv")).get(1);
        String value = first.split(",", -1)[5];
        edit("gradients.csv", value, "0.02x");
        assertRefused("gradients.csv", "row 2, column grad_hidden_l2: '0.02x' is no number");
    }

    @Test
    void aRowThatIsTooShortIsNamedByFileRowAndColumn() throws IOException {
        copy("characters");
        edit("summary.csv", "LSTM,LSTM,", "LSTM,");
        assertRefused("summary.csv", "row 3, column cliffs_delta_high: ");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        copy("characters");
        edit("runs.csv", "run_id,", "id,");
        assertRefused("runs.csv", "row 1, column run_id: is missing");
    }

    @Test
    void aFileThatIsNoCsvIsNamed() throws IOException {
        copy("characters");
        edit("horizon.csv", "all,", "\"all,");
        assertRefused("horizon.csv", "cannot be read as CSV");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        copy("characters");
        Files.delete(root.resolve("characters/paths.csv"));
        assertRefused("paths.csv", "is missing; the manifest lists it");
    }

    @Test
    void anEditedFileIsSaidToBeEdited() throws IOException {
        copy("characters");
        edit("summary.csv", "LSTM,LSTM,0.005,5", "LSTM,LSTM,0.005,6");
        new Reports(root).draw(List.of("characters"), NOWHERE);
        assertThat(root.resolve("characters/report.html"))
                .content()
                .contains("Edited after they were written: summary.csv");
    }

    @Test
    void foldersWithoutResultsAreRefused() {
        assertThatThrownBy(() -> new Reports(root).draw(List.of("nothing"), NOWHERE))
                .hasMessageContaining("holds no results");
        assertThatThrownBy(() -> new Reports(root).names())
                .hasMessageContaining("there are no results to draw");
    }

    /** Licence, version and checksum of what was taken from elsewhere. */
    @Test
    void librariesAreTheOnesThatTheirListNames() throws IOException {
        JsonNode list = new ObjectMapper().readTree(Resource.bytes("assets/vendored.json"));
        List<String> packages = new ArrayList<>();
        for (JsonNode library : list) {
            String file = library.path("file").asText();
            byte[] bytes = Resource.bytes("assets/" + file);
            assertThat(DigestUtils.sha256Hex(bytes)).isEqualTo(library.path("sha256").asText());
            assertThat(RESULTS.resolve("assets").resolve(file)).hasBinaryContent(bytes);
            packages.add(library.path("package").asText());
            assertThat(
                            Resource.text(
                                    "assets/LICENSE-" + packages.get(packages.size() - 1) + ".txt"))
                    .contains("Redistribution and use in source and binary forms");
        }
        assertThat(packages).containsExactly("vega", "vega-lite", "vega-embed");
    }
}
