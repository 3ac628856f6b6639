package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.mistake.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are no experiments, one by one: each is refused with the line that stands beside it in
 * {@code bad-files.tsv}, exit status 2, and nothing is written.
 */
class BadFilesTest {
    private static final String TABLE = "bad-files.tsv";
    private static final int LONGEST = 500;

    @TempDir Path folder;

    /**
     * A row of the table.
     *
     * @param name of the file, without its ending
     * @param text what stands in it; {@code \n}, {@code \\} and {@code \xHH} for bytes
     * @param line what is said: the name stands for its path, … at the end for anything
     */
    record Bad(String name, String text, String line) {
        @Override
        public String toString() {
            return name;
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) != '\\') {
                    int end =
                            Math.max(i, text.indexOf('\\', i)) == i
                                    ? text.length()
                                    : text.indexOf('\\', i);
                    bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                    i = end - 1;
                } else {
                    i++;
                    switch (text.charAt(i)) {
                        case 'n' -> bytes.write('\n');
                        case 'x' -> {
                            bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                            i += 2;
                        }
                        default -> bytes.write('\\');
                    }
                }
            }
            return bytes.toByteArray();
        }
    }

    static List<Bad> files() throws IOException {
        try (InputStream table = BadFilesTest.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Bad(row[0], row[1], row.length > 2 ? row[2] : ""))
                    .toList();
        }
    }

    /** What is said about a file. */
    private String refusal(Path file) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("spec", file.toString());
        properties.setProperty("out", folder.resolve("results").toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        properties,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        String text = err.toString(StandardCharsets.UTF_8);
        assertThat(status).as(out + text).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(text).endsWith("\n");
        String line = text.substring(0, text.length() - 1);
        assertThat(line.codePoints().allMatch(Printable::is)).as(line).isTrue();
        assertThat(line.length()).isBetween(1, LONGEST);
        assertThat(line).doesNotContain("Exception", "gradflow.", "com.fasterxml");
        assertThat(folder.resolve("results")).doesNotExist();
        return line;
    }

    @ParameterizedTest
    @MethodSource("files")
    void aBadFileIsRefusedWithItsLine(Bad bad) throws Exception {
        Path file = Files.write(folder.resolve(bad.name() + ".yaml"), bad.bytes());
        String line = refusal(file).replace(folder + "/", "");
        String expected = bad.line();
        if (expected.endsWith("…")) {
            assertThat(line).startsWith(expected.substring(0, expected.length() - 1));
        } else {
            assertThat(line).isEqualTo(expected);
        }
    }

    @Test
    void thereAreMany() throws IOException {
        assertThat(files()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    /** Without the fault that each has, the file is an experiment. */
    @ParameterizedTest
    @ValueSource(strings = {"good.txt", "good", "good.yaml.bak", "good.json", "good.YAML", ".yaml"})
    void filesOfAnotherEndingAreNotRead(String name) throws Exception {
        String good =
                """
                question: is it refused?
                type: jacobian
                grid: [{hiddenSize: [2]}]
                seeds: [1]
                """;
        Path file = Files.writeString(folder.resolve(name), good);
        assertThat(refusal(file))
                .isEqualTo(file + ": an experiment file's name ends in .yaml or .yml");
    }

    @Test
    void namesStayInTheirFolder() throws Exception {
        for (String name : List.of("a b.yaml", "a\"b.yml", "-x.yaml", "é.yaml")) {
            Path file = Files.writeString(folder.resolve(name), "question: q\n");
            assertThat(refusal(file))
                    .contains("the file's name becomes a folder's: letters, digits");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }
}
