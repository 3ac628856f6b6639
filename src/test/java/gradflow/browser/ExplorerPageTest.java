package gradflow.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer as whoever opens it meets it. */
class ExplorerPageTest {
    private static final Path PAGE = Path.of("results/explorer.html");

    /**
     * Pixels between the two closest lines of the figures' axes, of which there are three or more.
     */
    private static final String LINES_CLOSEST =
            "Math.min(...['product', 'factors'].map(id => { const y ="
                    + " [...document.querySelectorAll('#' + id + ' .rule')].map(l => +l.getAttribute('y1'))"
                    + ".sort((a, b) => a - b);"
                    + " return y.length < 3 ? 0 : Math.min(...y.slice(1).map((v, i) => v - y[i])); }))";

    private static Browser browser;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        if (Browser.isInstalled()) {
            browser = Browser.start();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void asOnAnyScreen() throws Exception {
        if (browser != null) {
            browser.emulate("light", "screen");
            browser.resize(1280, 900);
        }
    }

    private static void open(String settings) throws IOException {
        assumeTrue(
                browser != null,
                "skipped: no Chromium, so the explorer was not opened (Debian: chromium)");
        browser.open(URI.create("about:blank"));
        browser.open(URI.create(PAGE.toUri() + settings));
    }

    private static String text(String id) throws IOException {
        return browser.evaluate("document.getElementById('%s').innerText".formatted(id)).asText();
    }

    @Test
    void itIsMadeOfItsSources() throws Exception {
        Path made = folder.resolve("explorer.html");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dfile.encoding=UTF-8",
                                "src/site/ExplorerPage.java",
                                made.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Files.readString(PAGE))
                .as("stale: run java src/site/ExplorerPage.java")
                .isEqualTo(Files.readString(made));
    }

    @Test
    void nothingInItNamesAnotherPlace() throws Exception {
        assertThat(Files.readString(PAGE).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "url(", "@import", "src=");
    }

    /** On a phone, on a screen, in both colours, on paper: nothing sticks out, nothing fails. */
    @ParameterizedTest
    @CsvSource({
        "390, light, screen",
        "1280, dark, screen",
        "390, dark, screen",
        "800, light, print"
    })
    void everyExampleFitsAndAsksForNothing(int width, String scheme, String medium)
            throws Exception {
        open("");
        browser.resize(width, 900);
        browser.emulate(scheme, medium);
        for (JsonNode example : browser.evaluate("Object.keys(EXAMPLES)")) {
            open("#preset=" + example.asText());
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(example.asText())
                    .isLessThanOrEqualTo(width);
            assertThat(browser.evaluate(LINES_CLOSEST).asDouble())
                    .as("lines of the axes, " + example.asText())
                    .isGreaterThan(12);
            assertThat(browser.consoleErrors()).isEmpty();
            assertThat(browser.requests())
                    .allMatch(
                            url -> url.startsWith(PAGE.toUri().toString()) || url.equals("data:,"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "note, light, 1280",
        "note-lstm, dark, 1280",
        "gru, light, 390",
        "exploding, dark, 390"
    })
    void axeFindsNothing(String example, String scheme, int width) throws Exception {
        open("");
        browser.resize(width, 900);
        browser.emulate(scheme, "screen");
        open("#preset=" + example + "&cut=2");
        try (InputStream axe = getClass().getResourceAsStream("axe.min.js")) {
            browser.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
        }
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : browser.evaluate("axe.run().then(r => r.violations)")) {
            violations.add(
                    violation.get("id").asText() + ": " + violation.at("/nodes/0/html").asText());
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void arrowKeysMoveEverySliderAndEachHasAName() throws Exception {
        open("#preset=note-gru&look=2&cut=2");
        JsonNode ids =
                browser.evaluate(
                        "[...document.querySelectorAll('input[type=range]')].map(s => s.id)");
        assertThat(ids).hasSize(4 + 12 + 4);
        for (JsonNode id : ids) {
            String slider = "document.getElementById('" + id.asText() + "')";
            String value = slider + ".value + '' + " + slider + ".getAttribute('aria-valuetext')";
            assertThat(
                            browser.evaluate(
                                            "(%1$s.getAttribute('aria-label') || %1$s.labels[0].innerText).trim()"
                                                    .formatted(slider))
                                    .asText())
                    .isNotEmpty();
            browser.evaluate(slider + ".focus()");
            String before = browser.evaluate(value).asText();
            browser.press("ArrowLeft", 37);
            assertThat(browser.evaluate(value).asText()).as(id.asText()).isNotEqualTo(before);
        }
    }

    @Test
    void aWeightThatMovesChangesTheProduct() throws Exception {
        open("#preset=edge");
        assertThat(text("verdict")).contains("lives").contains("× 1 a step");
        browser.evaluate("document.getElementById('w1').focus()");
        browser.press("ArrowRight", 39);
        assertThat(browser.evaluate("state.weights[1]").asDouble()).isCloseTo(1.05, within(1e-9));
        assertThat(text("verdict")).contains("grows").contains("× 1.05 a step");
    }

    @Test
    void truncationKeepsTheSharesOfTheLastSteps() throws Exception {
        open("#preset=note&cut=2");
        JsonNode two =
                browser.evaluate(
                        "[shownChain.shares[2][1] + shownChain.shares[3][1], truncated(shownChain, 2)[1],"
                                + " JSON.parse(document.querySelectorAll('#sums tr[data-parameter=\"1\"] td')[1].dataset.values)[0]]");
        assertThat(two.get(1).asDouble()).isCloseTo(two.get(0).asDouble(), within(1e-17));
        assertThat(two.get(2)).isEqualTo(two.get(1));
        assertThat(browser.evaluate("document.querySelectorAll('#steps tr.gone').length").asInt())
                .isEqualTo(2);
        assertThat(text("sum-caption")).contains("last 2 of 4 steps");
    }

    @Test
    void clippingShortensToTheThresholdAndKeepsTheDirection() throws Exception {
        open("#preset=exploding&clip=-10");
        JsonNode norms =
                browser.evaluate(
                        "(() => { const c = clipped(shownChain.gradient, 0.1);"
                                + " return [norm(shownChain.gradient), norm(c), cosine(c, shownChain.gradient)]; })()");
        assertThat(norms.get(0).asDouble()).isGreaterThan(0.1);
        assertThat(norms.get(1).asDouble()).isCloseTo(0.1, within(1e-15));
        assertThat(norms.get(2).asDouble()).isCloseTo(1, within(1e-12));
        assertThat(text("number-reaches")).isEqualTo("0.1");
    }

    /** Zero, infinite, tiny: the page says so in words. */
    @ParameterizedTest
    @CsvSource({
        "vanishing, vanishes",
        "sigmoid, vanishes",
        "exploding, explodes",
        "dead, dies",
        "edge, lives",
        "lstm, vanishes",
        "lstm-open, shrinks"
    })
    void eachExampleShowsWhatItsNameSays(String example, String word) throws Exception {
        open("#preset=" + example);
        assertThat(text("verdict")).contains(word);
    }

    /** Numbers of the lesson in src/site/markdown/teaching.md. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sigmoid&weights=0.5,4,-2.25 | verdict | × 0.873 a step",
                "sigmoid&weights=0.5,6,-2.25 | verdict | × 0.175 a step",
                "edge&T=60&weights=0.05,1.05,0 | verdict | 17.8 times as large",
                "edge&T=60&weights=0.05,0.95,0 | verdict | 0.0485 of its size",
                "exploding&cut=4 | sum-caption | cosine 0.6465",
                "vanishing | number-recent | the last 6",
                "lstm | steps | 0.7311",
                "lstm-open | steps | 0.9933"
            })
    void theLessonsNumbersAreThere(String settings, String place, String said) throws Exception {
        open("#preset=" + settings);
        assertThat(text(place)).contains(said);
    }

    @Test
    void nonsenseInTheAddressIsLeftAside() throws Exception {
        open("#preset=nothing&cell=constructor&T=1e9&weights=1,NaN,2&cut=-3&loss=__proto__&clip=x");
        assertThat(text("setting")).isEqualTo("SimpleRnn, f = sigmoid, T = 4, L = |ŷ − y|");
        assertThat(browser.consoleErrors()).isEmpty();
    }

    @Test
    void theAddressHoldsAllSettings() throws Exception {
        open("#preset=note-lstm&T=9&cut=5&clip=-20&look=3&inputs=impulse&loss=cross-entropy");
        String before = browser.evaluate("toAddress()").asText();
        String shown = text("steps");
        open(before);
        assertThat(browser.evaluate("toAddress()").asText()).isEqualTo(before);
        assertThat(text("steps")).isEqualTo(shown);
    }
}
