package gradflow.layer.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.layer.StockLayers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What StockLayers reads, of files that came from anywhere. */
class StoredNetworkTest {
    private static final String CONFIGURATION = "configuration.json";
    private static final String UPDATER = "updaterState.bin";

    @TempDir Path dir;
    private MultiLayerNetwork network;
    private Map<String, byte[]> entries;

    @BeforeEach
    void saved() throws IOException {
        Bomb.exploded = false;
        network =
                new MultiLayerNetwork(
                        builder()
                                .list()
                                .layer(new LSTM.Builder().nIn(2).nOut(3).build())
                                .layer(output())
                                .build());
        network.init();
        network.fit(Nd4j.rand(4, 2, 5), Nd4j.rand(4, 2, 5));
        entries = entries(network);
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.01));
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build();
    }

    private static Map<String, byte[]> entries(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(model, bytes, true);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in =
                new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private Path zip() throws IOException {
        Path path = dir.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return path;
    }

    private void refused(String message) throws IOException {
        Path path = zip();
        assertThatThrownBy(() -> StockLayers.readNetwork(path.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message)
                .satisfies(
                        thrown ->
                                assertThat(thrown.getMessage())
                                        .doesNotContain("\n")
                                        .hasSizeLessThan(600));
    }

    /** Says whether it was ever deserialised. */
    static final class Bomb implements Serializable {
        private static final long serialVersionUID = 1L;
        static boolean exploded;

        private void readObject(ObjectInputStream in) {
            exploded = true;
        }
    }

    @Test
    void parametersAndTheStateOfTheUpdaterAreThere() throws Exception {
        MultiLayerNetwork read = StockLayers.readNetwork(zip().toFile());
        assertThat(read.params().toFloatVector()).isEqualTo(network.params().toFloatVector());
        assertThat(read.getUpdater().getStateViewArray().toFloatVector())
                .isEqualTo(network.getUpdater().getStateViewArray().toFloatVector())
                .doesNotContain(Float.NaN);
        assertThat(read.getIterationCount()).isEqualTo(network.getIterationCount()).isEqualTo(1);
        entries.remove(UPDATER);
        INDArray fresh = StockLayers.readNetwork(zip().toFile()).getUpdater().getStateViewArray();
        assertThat(fresh.toFloatVector()).containsOnly(0);
    }

    /** Deeplearning4j's own reader runs what is in there, or else this test could not fail. */
    @Test
    void javaObjectsStayClosed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Bomb());
        }
        for (String name : new String[] {"preprocessor.bin", "normalizer.bin", "updater.bin"}) {
            entries.put(name, bytes.toByteArray());
        }
        Path path = zip();
        assertThat(StockLayers.readNetwork(path.toFile()).params()).isEqualTo(network.params());
        assertThat(Bomb.exploded).isFalse();
        try {
            var unused = MultiLayerNetwork.load(path.toFile(), true);
        } catch (RuntimeException | IOException noNormalizer) {
            assertThat(noNormalizer).isNotNull();
        }
        assertThat(Bomb.exploded).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.swing.JEditorPane",
                "com.sun.rowset.JdbcRowSetImpl",
                "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer",
                "org.deeplearning4j.nn.conf.layers.LSTM$Builder",
                "one\\nline",
            })
    void aClassThatIsNotOnTheListIsNotMade(String name) throws Exception {
        String json = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
        String changed = json.replace("org.deeplearning4j.nn.conf.layers.LSTM", name);
        assertThat(changed).isNotEqualTo(json);
        entries.put(CONFIGURATION, changed.getBytes(StandardCharsets.UTF_8));
        refused("names the class " + name.replace("\\n", "?") + ", which is not read; ");
    }

    @Test
    void aStateThatIsNoneIsRefused() throws Exception {
        entries.put(UPDATER, new byte[] {0, 9, 2});
        refused("updaterState.bin: ends too early");
        entries.put(UPDATER, entries.get("coefficients.bin"));
        refused("Deeplearning4j does not make a network of it (");
    }

    @Test
    void sizesAreBounded() throws Exception {
        byte[] blanks = new byte[(4 << 20) + 1];
        Arrays.fill(blanks, (byte) ' ');
        entries.put(CONFIGURATION, blanks);
        refused("configuration.json is longer than 4194304 bytes");
        byte[] deep = "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        entries.put(CONFIGURATION, deep);
        refused("configuration.json: is nested more than 100 deep");
    }

    @Test
    void theOtherKindOfNetworkIsNamed() throws Exception {
        ComputationGraph graph =
                new ComputationGraph(
                        builder()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("memory", new LSTM.Builder().nIn(2).nOut(3).build(), "in")
                                .addLayer("out", output(), "memory")
                                .setOutputs("out")
                                .build());
        graph.init();
        assertThatThrownBy(() -> StockLayers.readGraph(zip().toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a MultiLayerNetwork; readNetwork reads it");
        entries = entries(graph);
        refused("holds a ComputationGraph; readGraph reads it");
        ComputationGraph read = StockLayers.readGraph(zip().toFile());
        assertThat(read.params().toFloatVector()).isEqualTo(graph.params().toFloatVector());
    }
}
