package gradflow.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that saw nothing would pass every page. */
class BrowserTest {
    @TempDir Path folder;

    @Test
    void itSeesErrorsRequestsAndSizes() throws Exception {
        assumeTrue(Browser.isInstalled(), "skipped: no Chromium (Debian: chromium)");
        Path page =
                Files.writeString(
                        folder.resolve("page.html"),
                        "<title>x</title><img src='missing.png'><div style='width:900px'>wide</div>"
                                + "<script>console.error('said'); nowhere();</script>");
        try (Browser browser = Browser.start()) {
            browser.resize(390, 800);
            browser.open(page.toUri());
            assertThat(String.join(" ", browser.consoleErrors()))
                    .contains("said", "nowhere is not defined", "missing.png");
            assertThat(browser.requests())
                    .contains(folder.resolve("missing.png").toUri().toString());
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isGreaterThan(390);
            browser.emulate("dark", "screen");
            assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                    .hasToString("true");
            assertThatThrownBy(() -> browser.evaluate("nowhere()"))
                    .hasMessageContaining("nowhere is not defined");
            Path picture = folder.resolve("page.png");
            browser.screenshot(picture);
            assertThat(picture).isNotEmptyFile();
        }
    }
}
