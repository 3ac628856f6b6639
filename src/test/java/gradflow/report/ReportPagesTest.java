package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.stats.Median;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The committed pages in a real browser; skipped with a notice where no Chromium is installed. */
class ReportPagesTest {
    private static final Path RESULTS = Path.of("results");
    private static final Path VANISHING = RESULTS.resolve("vanishing/report.html");
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = PageBrowser.program();
        if (program.isEmpty()) {
            System.err.println(
                    "NOTICE: the report's pages are not tested, for no chromium is installed");
        }
        assumeTrue(program.isPresent(), "no chromium is installed");
        browser = new PageBrowser(program.get());
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static List<Path> pages() {
        return Stream.concat(
                        Stream.of(RESULTS.resolve("index.html")),
                        new Reports(RESULTS)
                                .names().stream()
                                        .map(name -> RESULTS.resolve(name).resolve("report.html")))
                .toList();
    }

    private static void open(Path page) throws Exception {
        browser.dark(false);
        browser.size(1280, 900);
        browser.open(page.toAbsolutePath().toUri());
    }

    @TestFactory
    Stream<DynamicTest> everyPageOpensFromTheDiskFitsAPhoneAndAsksForNothingElsewhere() {
        return pages().stream()
                .map(
                        page ->
                                DynamicTest.dynamicTest(
                                        page.toString(),
                                        () -> {
                                            browser.size(390, 844);
                                            browser.open(page.toAbsolutePath().toUri());
                                            String width = "document.documentElement.scrollWidth";
                                            assertThat(browser.evaluate(width).asInt())
                                                    .isEqualTo(390);
                                            assertWordsAreWhole();
                                            browser.size(1280, 900);
                                            assertFiguresAreDrawn();
                                            assertThat(browser.problems()).isEmpty();
                                            assertStaysAtHome("file:");
                                        }));
    }

    /** No axis title, label or legend reaches out of its figure. */
    private static void assertWordsAreWhole() throws Exception {
        String cut =
                "[...document.querySelectorAll('figure .plot svg')].flatMap(svg => {"
                        + " const frame = svg.getBoundingClientRect();"
                        + " return [...svg.querySelectorAll('text')].filter(text => {"
                        + " const word = text.getBoundingClientRect();"
                        + " return word.width > 0 && (word.left < frame.left - 1"
                        + " || word.right > frame.right + 1 || word.top < frame.top - 1"
                        + " || word.bottom > frame.bottom + 1); })"
                        + ".map(text => text.textContent); }).join('; ')";
        assertThat(browser.evaluate(cut).asText()).isEmpty();
    }

    private static void assertStaysAtHome(String home) {
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(home) || url.startsWith("data:"));
    }

    private static void assertFiguresAreDrawn() throws Exception {
        int figures = browser.evaluate("document.querySelectorAll('figure').length").asInt();
        String marks =
                "[...document.querySelectorAll('figure')].filter(f => f.querySelector('.plot svg"
                        + " .mark-line path, .plot svg .mark-symbol path, .plot svg .mark-rect"
                        + " path')).length";
        assertThat(browser.evaluate(marks).asInt()).isEqualTo(figures);
    }

    @Test
    void aPageOpensFromAServer() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath().substring(1);
                    byte[] bytes = Files.readAllBytes(RESULTS.resolve(path));
                    String type =
                            path.endsWith(".css")
                                    ? "text/css"
                                    : path.endsWith(".js") ? "text/javascript" : "text/html";
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            String home = "http://127.0.0.1:" + server.getAddress().getPort();
            browser.open(URI.create(home + "/vanishing/report.html"));
            assertThat(browser.problems()).isEmpty();
            assertStaysAtHome(home);
            assertFiguresAreDrawn();
        } finally {
            server.stop(0);
        }
    }

    @TestFactory
    Stream<DynamicTest> axeFindsNoSeriousViolation() {
        // Pages are made of one set of parts; these have all of them.
        return Stream.of("index.html", "vanishing/report.html", "exploding/report.html")
                .map(RESULTS::resolve)
                .flatMap(
                        page ->
                                Stream.of(false, true)
                                        .filter(dark -> !dark || page.equals(VANISHING))
                                        .map(
                                                dark ->
                                                        DynamicTest.dynamicTest(
                                                                page + (dark ? ", dark" : ""),
                                                                () -> assertAxe(page, dark))));
    }

    private static void assertAxe(Path page, boolean dark) throws Exception {
        browser.size(1280, 900);
        browser.dark(dark);
        browser.open(page.toAbsolutePath().toUri());
        browser.evaluate(axe() + "; null");
        // Rows of a table are alike, and so are the marks inside of a picture.
        browser.evaluate(
                "document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(3).forEach(r =>"
                        + " r.remove())); null");
        JsonNode violations =
                browser.evaluate(
                        "axe.run({exclude: [['.plot svg > *']]}, {resultTypes: ['violations']}).then(r => r.violations.filter(v => v.impact === 'serious' ||"
                                + " v.impact === 'critical').map(v => v.id + ' ' +"
                                + " v.nodes[0].html))");
        assertThat(violations).isEmpty();
    }

    private static String axe() throws Exception {
        try (InputStream file =
                ReportPagesTest.class.getResourceAsStream(
                        "/META-INF/resources/webjars/axe-core/" + AXE + "/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final String AXE = "4.6.3";

    @Test
    void theSliderMovesThroughTraining() throws Exception {
        open(VANISHING);
        String title =
                "document.querySelector('#gradient-over-lag .role-title-text text').textContent";
        String line =
                "document.querySelector('#gradient-over-lag .mark-line path').getAttribute('d')";
        String before = browser.evaluate(line).asText();
        assertThat(browser.evaluate(title).asText()).isEqualTo("before training");
        String slide =
                "(function () { var s = document.querySelector('#gradient-over-lag"
                        + " input[type=range]'); s.value = s.max; s.dispatchEvent(new"
                        + " Event('input')); return gradflow.figures[0].view.runAsync()"
                        + ".then(() => null); })()";
        browser.evaluate(slide);
        assertThat(browser.evaluate(title).asText()).isEqualTo("after training");
        assertThat(browser.evaluate(line).asText()).isNotEqualTo(before);
    }

    @Test
    void headersSortByNumbers() throws Exception {
        open(VANISHING);
        String column =
                "(function () { var t = document.querySelector('#summary ~ .scroll table'); var c ="
                        + " [...t.tHead.rows[0].cells].findIndex(h => h.textContent === 'test loss"
                        + " iqm'); %s return [...t.tBodies[0].rows].map(r => Number(r.cells[c].dataset.v"
                        + " || r.cells[c].textContent)); })()";
        String click = "t.tHead.rows[0].cells[c].querySelector('button').click();";
        List<Double> losses = numbers(browser.evaluate(column.formatted("")));
        assertThat(numbers(browser.evaluate(column.formatted(click))))
                .isEqualTo(losses.stream().sorted().toList());
        assertThat(numbers(browser.evaluate(column.formatted(click))))
                .isEqualTo(losses.stream().sorted((a, b) -> Double.compare(b, a)).toList());
    }

    private static List<Double> numbers(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.get(i).asDouble())
                .toList();
    }

    @Test
    void theFilterLeavesRowsWithAllWords() throws Exception {
        open(RESULTS.resolve("horizon/report.html"));
        String filter =
                "(function () { var i = document.querySelector('#runs ~ label input'); i.value ="
                        + " 'lstm chrono seed2'; i.dispatchEvent(new Event('input')); return"
                        + " [...document.querySelectorAll('#runs ~ .scroll tbody tr')].filter(r =>"
                        + " !r.hidden).map(r => r.cells[0].textContent); })()";
        assertThat(browser.evaluate(filter).toString())
                .isEqualTo("[\"LSTM_tanh_xavier_chrono_seed2\"]");
    }

    @Test
    void theThemeFollowsTheSystemAndTheButton() throws Exception {
        String paper = "getComputedStyle(document.body).backgroundColor";
        open(VANISHING);
        browser.evaluate("localStorage.clear()");
        assertThat(browser.evaluate(paper).asText()).isEqualTo("rgb(255, 255, 255)");
        browser.dark(true);
        String dark = browser.evaluate(paper).asText();
        assertThat(dark).isNotEqualTo("rgb(255, 255, 255)");
        browser.evaluate("document.getElementById('theme').click()");
        assertThat(browser.evaluate(paper).asText()).isEqualTo("rgb(255, 255, 255)");
        browser.open(VANISHING.toAbsolutePath().toUri());
        assertThat(browser.evaluate(paper).asText()).isEqualTo("rgb(255, 255, 255)");
        browser.evaluate("localStorage.clear()");
        browser.dark(false);
    }

    @Test
    void theValuesOfThePageAreThoseOfTheFiles() throws Exception {
        open(VANISHING);
        StoredTable summary = StoredResults.open(RESULTS.resolve("vanishing")).table("summary.csv");
        String values =
                "(function () { var t = document.querySelector('#summary ~ .scroll table'); var h ="
                        + " [...t.tHead.rows[0].cells].map(c => c.textContent.replace(/ /g, '_'));"
                        + " return [...t.tBodies[0].rows].map(r => Object.fromEntries([...r.cells]"
                        + ".map((c, i) => [h[i], c.dataset.v || c.textContent]))); })()";
        JsonNode page = browser.evaluate(values);
        assertThat(page).hasSize(summary.rows().size());
        for (int row = 0; row < page.size(); row++) {
            var fields = page.get(row).properties();
            assertThat(fields.size()).isGreaterThan(20);
            for (var field : fields) {
                assertThat(
                                sameNumber(
                                        field.getValue().asText(),
                                        summary.value(row, field.getKey())))
                        .as(field.getKey())
                        .isTrue();
            }
        }
    }

    /** Whole numbers that are written as 63.0 stand as 63. */
    private static boolean sameNumber(String page, String file) {
        return page.equals(file)
                || Double.parseDouble(page.replace('−', '-')) == Double.parseDouble(file);
    }

    @Test
    void theFigureShowsTheMediansOfTheFile() throws Exception {
        open(VANISHING);
        StoredTable gradients =
                StoredResults.open(RESULTS.resolve("vanishing")).table("gradients.csv");
        Map<String, Double> first = new HashMap<>();
        Map<String, Double> last = new HashMap<>();
        for (int row = 0; row < gradients.rows().size(); row++) {
            String run = gradients.value(row, "run_id");
            if (run.startsWith("LSTM_tanh_tbpttLength64_")
                    && gradients.value(row, "iteration").equals("0")) {
                double norm = Double.parseDouble(gradients.value(row, "grad_hidden_l2"));
                switch (gradients.value(row, "lag")) {
                    case "63" -> first.put(run, norm);
                    case "0" -> last.put(run, norm);
                    default -> {}
                }
            }
        }
        assertThat(first).hasSizeGreaterThan(2);
        double median =
                Median.of(
                        first.keySet().stream()
                                .mapToDouble(run -> first.get(run) / last.get(run))
                                .toArray());
        String shown =
                "gradflow.rows(gradflow.figures[0].data.rows).filter(r => r.cell === 'LSTM' &&"
                        + " r.setting === 'truncation length 64' && r.moment === 0 && r.lag ==="
                        + " 63).map(r => r.ratio)";
        JsonNode values = browser.evaluate(shown);
        assertThat(values).hasSize(1);
        // Pages keep five digits.
        assertThat(values.get(0).asDouble() / median).isBetween(1 - 5.1e-5, 1 + 5.1e-5);
    }

    @TestFactory
    Stream<DynamicTest> everySpecificationDrawsItsSample() throws Exception {
        Path folder = Path.of("src/main/resources/gradflow/report/figures");
        open(RESULTS.resolve("throughput/report.html"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream()
                    .map(
                            file ->
                                    DynamicTest.dynamicTest(
                                            file.getFileName().toString(),
                                            () -> assertDraws(Files.readString(file))));
        }
    }

    private static void assertDraws(String specification) throws Exception {
        String draw =
                "vegaEmbed(document.body.appendChild(document.createElement('div')), "
                        + specification
                        + ", {renderer: 'svg', actions: false, logLevel: vega.Error}).then(r =>"
                        + " r.view.toSVG()).then(s => (s.match(/<path/g) || []).length)";
        assertThat(browser.evaluate(draw).asInt()).isGreaterThan(3);
        assertThat(browser.problems()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(specification);
        assertThat(json.path("description").asText()).isNotEmpty();
        assertThat(json.path("usermeta").path("note").asText()).contains("sample");
    }

    @Test
    void figuresAreSavedAsSvgAndPng() throws Exception {
        open(VANISHING);
        String urls =
                "Promise.all(['svg', 'png'].map(k => gradflow.figures[0].view.toImageURL(k)))";
        JsonNode saved = browser.evaluate(urls);
        assertThat(saved.get(0).asText()).startsWith("blob:");
        assertThat(saved.get(1).asText()).startsWith("data:image/png");
        String buttons = "document.querySelectorAll('#gradient-over-lag .exports button').length";
        assertThat(browser.evaluate(buttons).asInt()).isEqualTo(3);
    }
}
