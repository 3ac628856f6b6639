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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows must work as it stands there. */
class ReadmeTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TESTS = Pattern.compile("-Dtest=([^'\\s]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

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
    void everyTestItNamesIsThere() throws Exception {
        Matcher named = TESTS.matcher(Files.readString(Path.of("README.md")));
        assertThat(named.find()).isTrue();
        for (String test : List.of(named.group(1).split(",", -1))) {
            assertThat(Path.of("src/test/java/gradflow/layer", test + ".java")).exists();
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws Exception {
        Matcher links = LINK.matcher(Files.readString(Path.of("README.md")));
        while (links.find()) {
            if (!links.group(1).startsWith("http")) {
                assertThat(Path.of(links.group(1))).exists();
            }
        }
    }
}
