package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
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

/** The page about watching one's own network: its program, then its command on what that saved. */
class WatchPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/watch.md");

    @TempDir Path folder;
    private String printed;
    private String refused;

    private static String block(String language) throws Exception {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private void runTheProgram() throws Exception {
        Path source = Files.writeString(folder.resolve("WatchIt.java"), block("java"));
        String classPath = System.getProperty("java.class.path");
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-cp",
                                        classPath,
                                        "-d",
                                        folder.toString(),
                                        source.toString()))
                .isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("WatchIt")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {folder.toString()});
        } finally {
            System.setOut(console);
        }
        printed = bytes.toString(StandardCharsets.UTF_8);
    }

    private int diagnose(Path model, Path data, String... more) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("exp", "diagnose");
        properties.setProperty("model", model.toString());
        properties.setProperty("data", data.toString());
        properties.setProperty("out", folder.resolve("out").toString());
        for (String property : more) {
            String[] parts = property.split("=", 2);
            properties.setProperty(parts[0], parts[1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        properties,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8);
        refused = err.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void theProgramWatchesAndTheCommandDiagnosesWhatItSaved() throws Exception {
        runTheProgram();
        assertThat(printed).startsWith("layer 0 (LSTM): ");
        StoredResults watched = StoredResults.open(folder.resolve("watched"));
        assertThat(watched.files())
                .containsExactly(
                        "runs.csv",
                        "gradients.csv",
                        "parameters.csv",
                        "units.csv",
                        "diagnosis.csv");
        for (String file : watched.files()) {
            assertThat(watched.isEdited(file)).isFalse();
        }
        Path model = folder.resolve("model.zip");
        Path data = Files.writeString(folder.resolve("data.csv"), block("csv"));
        assertThat(diagnose(model, data)).as(refused).isZero();
        assertThat(printed)
                .startsWith(model + ", shown 2 of 2 sequences of " + data + ":\n  layer 0 (LSTM): ")
                .endsWith("files: " + folder.resolve("out/diagnose") + "\n");
        // Only the longer sequence is followed back.
        StoredTable gradients =
                StoredResults.open(folder.resolve("out/diagnose")).table("gradients.csv");
        List<String> lags =
                gradients.rows().stream()
                        .filter(row -> row.get(0).equals("last-step"))
                        .map(row -> row.get(4))
                        .toList();
        assertThat(lags).containsExactly("4", "3", "2", "1", "0");
        StoredTable parameters =
                StoredResults.open(folder.resolve("out/diagnose")).table("parameters.csv");
        assertThat(parameters.value(0, "raw_l2")).isNotEmpty();
        assertThat(parameters.value(0, "update_l2")).isEmpty();
        mistakesAreOneLineAndWriteNothing(model, data);
    }

    private void mistakesAreOneLineAndWriteNothing(Path model, Path data) throws Exception {
        Path out = folder.resolve("elsewhere");
        String elsewhere = "out=" + out;
        Path wide =
                Files.writeString(
                        folder.resolve("wide.csv"), "sequence,time,x,y,label\na,1,1,1,1\n");
        assertThat(diagnose(model, wide, elsewhere)).isEqualTo(2);
        assertThat(refused).isEqualTo(wide + ": has 2 columns of inputs; the network takes 1\n");
        Path two =
                Files.writeString(
                        folder.resolve("two.csv"), "sequence,time,x,label,label2\na,1,1,1,1\n");
        assertThat(diagnose(model, two, elsewhere)).isEqualTo(2);
        assertThat(refused).contains("the network takes 1 values, or a class from 0 to 0");
        assertThat(diagnose(data, data, elsewhere)).isEqualTo(2);
        assertThat(refused).contains("cannot be read as a zip; needed:").hasLineCount(1);
        assertThat(diagnose(model, model, elsewhere)).isEqualTo(2);
        assertThat(refused).hasLineCount(1);
        assertThat(diagnose(model, folder.resolve("no.csv"), elsewhere)).isEqualTo(2);
        assertThat(refused)
                .contains("no.csv: cannot be read; a CSV with the columns")
                .hasLineCount(1);
        assertThat(diagnose(model, data, elsewhere, "exp=diagnose,adding")).isEqualTo(2);
        assertThat(refused).isEqualTo("-Dexp=diagnose stands alone, without other experiments\n");
        assertThat(diagnose(model, data, elsewhere, "quick=true")).isEqualTo(2);
        assertThat(refused).contains("-Dquick does nothing");
        assertThat(diagnose(model, data, elsewhere, "exp=adding")).isEqualTo(2);
        assertThat(refused).isEqualTo("-Dmodel does nothing without -Dexp=diagnose\n");
        assertThat(out).doesNotExist();
    }
}
