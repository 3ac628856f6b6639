package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about a user's own data: its files, commands, answers, query and program. */
class OwnDataPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/own-data.md");
    private static final Pattern FILE =
            Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND =
            Pattern.compile(
                    "```sh\nmvn -q compile exec:java (.*?)\n```\n\n```text\n(.*?)```",
                    Pattern.DOTALL);
    private static final Pattern QUERY =
            Pattern.compile("```text\n([^`]*?)```\n\nfrom `(SELECT [^`]*)`");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SAMPLE =
            Pattern.compile("```text\n((?:recording|hour)[,;].*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void everythingOnThePageIsAsItSays() throws Exception {
        String page = Files.readString(PAGE);
        Matcher files = FILE.matcher(page);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        Matcher commands = COMMAND.matcher(page);
        int count = 0;
        while (commands.find()) {
            assertThat(run(commands.group(1))).contains(commands.group(2).strip().split("\n", -1));
            count++;
        }
        assertThat(count).isEqualTo(5);
        Matcher query = QUERY.matcher(page);
        assertThat(query.find()).isTrue();
        String sql = query.group(2).replace("'results/", "'" + folder + "/out/");
        assertThat(QueriesTest.answer(sql)).isEqualTo(query.group(1).strip());
        Matcher program = PROGRAM.matcher(page);
        assertThat(program.find()).isTrue();
        assertThat(classified(program.group(1)).lines()).hasSize(3);
    }

    @Test
    void theFilesBeginAsThePageShows() throws Exception {
        Matcher samples = SAMPLE.matcher(Files.readString(PAGE));
        for (String file : List.of("gestures.csv", "weather.csv")) {
            assertThat(samples.find()).isTrue();
            assertThat(Files.readString(Path.of("data/examples", file)))
                    .startsWith(samples.group(1));
        }
    }

    private List<String> run(String arguments) throws InterruptedException {
        Properties properties = new Properties();
        for (String argument : arguments.split(" ", -1)) {
            String[] pair = argument.substring(2).split("=", 2);
            properties.setProperty(pair[0], pair[1]);
        }
        String spec = folder.resolve(properties.getProperty("spec")).toString();
        properties.setProperty("spec", spec);
        properties.setProperty("out", folder.resolve("out").toString());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(console, true, StandardCharsets.UTF_8);
        int status = Main.run(properties, print, print);
        String said = console.toString(StandardCharsets.UTF_8);
        assertThat(status).as(said).isEqualTo(properties.containsKey("set") ? 2 : 0);
        return said.lines().toList();
    }

    private String classified(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Classify.java"), program);
        String classPath = System.getProperty("java.class.path");
        String[] options = {"-cp", classPath, "-d", folder.toString(), source.toString()};
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            String zip = folder.resolve("out/gestures/network-GRU.zip").toString();
            loader.loadClass("Classify")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {zip});
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
