package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of many parts are chosen part by part; skipped where no Chromium is installed. */
class LongChoicesTest {
    private static final String FIGURE = "#jacobian-over-lag";
    @TempDir Path root;
    private PageBrowser browser;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = PageBrowser.program();
        assumeTrue(program.isPresent(), "no chromium is installed");
        Path folder = Files.createDirectories(root.resolve("exploding"));
        try (Stream<Path> files = Files.list(Path.of("results/exploding"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        new Reports(root)
                .draw(List.of("exploding"), new PrintStream(OutputStream.nullOutputStream()));
        browser = new PageBrowser(program.get());
        browser.size(1280, 900);
        browser.open(folder.resolve("report.html").toUri());
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private String text(String expression) throws Exception {
        return browser.evaluate(expression).asText();
    }

    private String offered() throws Exception {
        return text(
                "[...document.querySelectorAll('%s .parts select')].map(s => s.value + ' of ' + s.options.length).join('; ')"
                        .formatted(FIGURE));
    }

    private String shown() throws Exception {
        return text("gradflow.figures[0].view.signal('setting')");
    }

    private void choose(int part, String value) throws Exception {
        var unused =
                browser.evaluate(
                        """
                        (function () {
                          var s = document.querySelectorAll('%s .parts select')[%d];
                          s.selectedIndex = [...s.options].findIndex(o => o.text === '%s');
                          s.dispatchEvent(new Event('change'));
                          return gradflow.figures[0].view.runAsync().then(() => null);
                        })()"""
                                .formatted(FIGURE, part, value));
    }

    @Test
    void eachPartIsChosenByItself() throws Exception {
        String line = "document.querySelector('%s .mark-line path').getAttribute('d')";
        String before = text(line.formatted(FIGURE));
        assertThat(offered()).isEqualTo("singular value 0.5 of 4; clipping none of 4");
        choose(1, "clipping per-layer");
        assertThat(shown()).isEqualTo("singular value 0.5, clipping per-layer");
        choose(0, "singular value 4.0");
        assertThat(shown()).isEqualTo("singular value 4.0, clipping per-layer");
        assertThat(offered()).isEqualTo("singular value 4.0 of 4; clipping per-layer of 4");
        assertThat(text(line.formatted(FIGURE))).isNotEqualTo(before);
        // What another script chooses is shown, too.
        var unused =
                browser.evaluate(
                        "gradflow.figures[0].view.signal('setting', 'singular value 1.0, clipping none')"
                                + ".runAsync().then(() => new Promise(r => setTimeout(r, 100))).then(() => null)");
        assertThat(offered()).isEqualTo("singular value 1.0 of 4; clipping none of 4");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void noListIsLong() throws Exception {
        String longest =
                "Math.max(...[...document.querySelectorAll('select')].filter(s => !s.hidden).map(s =>"
                        + " s.options.length))";
        assertThat(browser.evaluate(longest).asInt()).isBetween(2, 10);
        String unnamed =
                "[...document.querySelectorAll('select')].filter(s => !s.getAttribute('aria-label')).length";
        assertThat(browser.evaluate(unnamed).asInt()).isZero();
    }

    /** About the width of A4 with margins, in CSS pixels. */
    @Test
    void onPaperNothingIsCutOffAndTheChoiceCanBeRead() throws Exception {
        String width = "document.documentElement.scrollWidth";
        browser.size(720, 1000);
        browser.print(true);
        assertThat(browser.evaluate(width).asInt()).isEqualTo(720);
        String visible =
                "[...document.querySelectorAll('%s .parts select')].filter(s => s.offsetWidth > 0).length";
        assertThat(browser.evaluate(visible.formatted(FIGURE)).asInt()).isEqualTo(2);
        String tables =
                "[...document.querySelectorAll('table.data tbody tr')].filter(r => r.cells[0].offsetWidth > 0).length";
        assertThat(browser.evaluate(tables).asInt()).isPositive();
        browser.print(false);
    }
}
