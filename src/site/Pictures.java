import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Exports figures of reports as SVG, with a headless Chromium and nothing else: {@code java
 * src/site/Pictures.java}, in the project's folder, makes README's picture again; {@code java
 * src/site/Pictures.java REPORT FIGURE WIDTH OUT} exports another one, such as {@code
 * results/horizon/report.html effects 740 effects.svg}. Figures are called as in {@code
 * src/main/resources/gradflow/report/figures}.
 */
public class Pictures {
    private static final List<String> README =
            List.of(
                    "results/vanishing/report.html",
                    "gradient-over-lag",
                    "740",
                    "src/site/resources/vanishing.svg");
    private static final Pattern SVG = Pattern.compile("(?s)<pre id=\"svg\">(.*)</pre>");

    private Pictures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> wanted = arguments.length == 0 ? README : List.of(arguments);
        if (wanted.size() != 4) {
            System.err.println("java src/site/Pictures.java [REPORT FIGURE WIDTH OUT]");
            System.exit(2);
        }
        URI report = Path.of(wanted.get(0)).toAbsolutePath().toUri();
        String page = open(report + "#svg=" + wanted.get(1) + "," + wanted.get(2));
        Matcher svg = SVG.matcher(page);
        if (!svg.find()) {
            System.err.printf("%s has no figure %s%n", wanted.get(0), wanted.get(1));
            System.exit(2);
        }
        String text = svg.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        Files.writeString(Path.of(wanted.get(3)), text + "\n");
    }

    /** The page as it is once its scripts have run. */
    private static String open(String address) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("pictures");
        Path page = profile.resolve("page.html");
        Process browser =
                new ProcessBuilder(
                                browser().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--user-data-dir=" + profile,
                                "--virtual-time-budget=20000",
                                "--dump-dom",
                                address)
                        .redirectOutput(page.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int status = browser.waitFor();
        if (status != 0) {
            throw new IOException("the browser ended with " + status);
        }
        return Files.readString(page, StandardCharsets.UTF_8);
    }

    private static Path browser() {
        Optional<Path> found =
                Stream.of(
                                System.getenv()
                                        .getOrDefault("PATH", "")
                                        .split(java.io.File.pathSeparator))
                        .flatMap(
                                folder ->
                                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                                .map(name -> Path.of(folder, name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty()) {
            System.err.println("Chromium is needed: apt-get install chromium");
            System.exit(2);
        }
        return found.get();
    }
}
