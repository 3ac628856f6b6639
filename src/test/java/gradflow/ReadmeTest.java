package gradflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and the guide show must work as it stands there. */
class ReadmeTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TESTS = Pattern.compile("-Dtest=([^'`\\s]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)]+))?\\)");
    private static final Pattern EXPERIMENTS = Pattern.compile("-Dexp=([a-z-]{3,}[a-z,-]*)");
    private static final Pattern EXPERIMENT = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void theProgramCompilesRunsAndLearns() throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("README.md")));
        assertThat(program.find()).isTrue();
        Path source = folder.resolve("RememberFirst.java");
        Files.writeString(source, program.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("java.class.path");
        assertThat(
                        compiler.run(
                                null,
                                null,
                                null,
                                "-cp",
                                classPath,
                                "-d",
                                folder.toString(),
                                source.toString()))
                .isZero();
        String printed = run("RememberFirst");
        Matcher accuracy = Pattern.compile("accuracy (\\d\\.\\d+)").matcher(printed);
        assertThat(accuracy.find()).as(printed).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.9);
    }

    private String run(String name) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Surefire takes a list of classes with commas, and finds nothing with anything else. */
    @Test
    void everyTestThatAPageNamesIsThere() throws Exception {
        List<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            tests = files.map(file -> file.getFileName().toString()).toList();
        }
        int count = 0;
        for (Path page : Pages.andReferences()) {
            Matcher named = TESTS.matcher(Files.readString(page));
            while (named.find()) {
                for (String test : named.group(1).split(",", -1)) {
                    count++;
                    assertThat(tests).contains(test + ".java");
                }
            }
        }
        assertThat(count).isPositive();
    }

    @Test
    void everyExperimentThatAPageRunsIsThere() throws Exception {
        for (Path page : Pages.andReferences()) {
            Matcher named = EXPERIMENTS.matcher(Files.readString(page));
            while (named.find()) {
                for (String name : named.group(1).split(",", -1)) {
                    assertThat(Options.NO_FILES.contains(name) || isExperiment(name))
                            .as("%s: -Dexp=%s", page, name)
                            .isTrue();
                }
            }
        }
    }

    private static boolean isExperiment(String name) {
        return Files.exists(Path.of("experiments", name + ".yaml"));
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws Exception {
        for (Path page : Pages.andReferences()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!links.group(1).startsWith("http")) {
                    Path target =
                            links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1));
                    assertThat(target).as("%s: %s", page, links.group()).exists();
                    if (links.group(2) != null) {
                        assertThat(headings(target)).as(page.toString()).contains(links.group(2));
                    }
                }
            }
        }
    }

    /** The names under which a page's headings are linked to. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void theExperimentOfYourOwnRuns() throws Exception {
        Matcher experiment = EXPERIMENT.matcher(Files.readString(Pages.README));
        assertThat(experiment.find()).isTrue();
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, experiment.group(1));
        Properties properties = new Properties();
        properties.setProperty("spec", file.toString());
        properties.setProperty("quick", "true");
        properties.setProperty("out", folder.resolve("out").toString());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(console, true, StandardCharsets.UTF_8);
        assertThat(Main.run(properties, print, print))
                .as(console.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(folder.resolve("out/mine/summary.csv")).isNotEmptyFile();
    }

    /** Where texts stand depends on the machine's fonts; what is drawn does not. */
    @Test
    void thePictureIsTheReportsFigure() throws Exception {
        Path committed = Path.of("src/site/resources/vanishing.svg");
        assertThat(Files.readString(committed))
                .contains(">before training<", ">SimpleRnn sigmoid<", ">JANET<", ">MinGRU<");
        boolean hasBrowser =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "chromium")));
        assumeTrue(hasBrowser, "no chromium is installed");
        Path drawn = folder.resolve("vanishing.svg");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "src/site/Pictures.java",
                        "results/vanishing/report.html",
                        "gradient-over-lag",
                        "740",
                        drawn.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(marks(drawn)).isEqualTo(marks(committed)).isNotEmpty();
    }

    private static List<String> marks(Path picture) throws IOException {
        return Pattern.compile("mark-(line|area|rule)[^\"]*\"|>[A-Z][A-Za-z ]+<")
                .matcher(Files.readString(picture))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void itIsReadInFiveMinutes() throws Exception {
        assertThat(Files.readAllLines(Pages.README)).hasSizeLessThanOrEqualTo(250);
    }
}
