package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.layer.GRU;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide's pages about PyTorch and Keras run as they stand there. */
class GuideProgramsTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange");
    private static final Pattern PROGRAM =
            Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void weightsFromPyTorch() throws Exception {
        Path written = folder.resolve("written.safetensors");
        Path file = FILES.resolve("torch/gru-2-both.safetensors");
        String printed = run("torch.md", file.toString(), written.toString());
        assertThat(printed)
                .contains("nn.GRU(3, 4, num_layers=2, bidirectional=True)")
                .contains("[1,6,2]");
        assertThat(TorchWeights.readOne(written))
                .hasToString("'rnn.', nn.GRU(3, 4, num_layers=2, bidirectional=True)");
    }

    @Test
    void aKerasModel() throws Exception {
        Path saved = folder.resolve("model.zip");
        Path file = FILES.resolve("keras/keras3-gru.keras");
        assertThat(run("keras.md", file.toString(), saved.toString())).contains("[[");
        ComputationGraph network = ComputationGraph.load(saved.toFile(), false);
        assertThat(network.getLayer("gru").conf().getLayer()).isInstanceOf(GRU.class);
    }

    @Test
    void theNumberOfFilesIsTheOneThatThePageTells() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/keras.md"));
        assertThat(page).contains("reads %d files".formatted(KerasModelsTest.models().size()));
    }

    private String run(String page, String... arguments) throws Exception {
        Matcher program =
                PROGRAM.matcher(Files.readString(Path.of("src/site/markdown").resolve(page)));
        assertThat(program.find()).isTrue();
        Path source = folder.resolve(program.group(2) + ".java");
        Files.writeString(source, program.group(1));
        String classPath = System.getProperty("java.class.path");
        String[] options = {"-cp", classPath, "-d", folder.toString(), source.toString()};
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(program.group(2))
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
