package gradflow.flow.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.layer.GRU;
import gradflow.mistake.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/** Files of models that came from anywhere: read exactly, or refused in one line. */
class SavedModelTest {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    @TempDir Path dir;
    private Path file;

    @BeforeEach
    void saved() throws Exception {
        file = save(network(DataType.FLOAT));
    }

    static MultiLayerNetwork network(DataType type) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .dataType(type)
                                .updater(new Adam(0.01))
                                .dropOut(0.9)
                                .list()
                                .layer(new Bidirectional(new LSTM.Builder().nIn(2).nOut(3).build()))
                                .layer(new GRU.Builder().nIn(6).nOut(4).build())
                                .layer(output())
                                .build());
        network.init();
        return network;
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder().nIn(4).nOut(2).activation(Activation.SOFTMAX).build();
    }

    private Path save(Model model) throws IOException {
        Path path = dir.resolve("model.zip");
        ModelSerializer.writeModel(model, path.toFile(), true);
        return path;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aNetworkComesWithItsParameters(DataType type) throws Exception {
        MultiLayerNetwork network = network(type);
        MultiLayerNetwork read = (MultiLayerNetwork) SavedModel.read(save(network));
        assertThat(read.params().dataType()).isEqualTo(type);
        assertThat(read.params().toDoubleVector()).isEqualTo(network.params().toDoubleVector());
        assertThat(read.getLayerWiseConfigurations().toJson())
                .isEqualTo(
                        network.getLayerWiseConfigurations()
                                .toJson()
                                .replace(
                                        "org.deeplearning4j.nn.conf.layers.LSTM",
                                        "gradflow.layer.LSTM"));
    }

    @Test
    void aGraphComesWithItsParameters() throws Exception {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.FLOAT)
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("memory", new GRU.Builder().nIn(2).nOut(4).build(), "in")
                                .addLayer("out", output(), "memory")
                                .setOutputs("out")
                                .build());
        graph.init();
        ComputationGraph read = (ComputationGraph) SavedModel.read(save(graph));
        assertThat(read.params().toFloatVector()).isEqualTo(graph.params().toFloatVector());
    }

    /** Its readObject would run; it is not even opened. */
    @Test
    void serialisedObjectsAreNotOpened() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Bomb());
        }
        Map<String, byte[]> entries = entries();
        entries.put("preprocessor.bin", bytes.toByteArray());
        entries.put("normalizer.bin", bytes.toByteArray());
        entries.put("updaterState.bin", new byte[] {1, 2, 3});
        assertThat(SavedModel.read(zip(entries))).isNotNull();
        assertThat(Bomb.exploded).isFalse();
    }

    /** Says whether it was ever deserialised. */
    static final class Bomb implements Serializable {
        private static final long serialVersionUID = 1L;
        static boolean exploded;

        private void readObject(ObjectInputStream in) {
            exploded = true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.swing.JEditorPane",
                "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer",
                "org.deeplearning4j.nn.conf.layers.LSTM$Builder",
                "gradflow.layer.GRU$Builder",
                "com.sun.rowset.JdbcRowSetImpl",
                "",
            })
    void aClassThatIsNotOnTheListIsNotMade(String name) throws Exception {
        String json = configuration().replace("org.deeplearning4j.nn.conf.layers.LSTM", name);
        refused(
                with(CONFIGURATION, json.getBytes(StandardCharsets.UTF_8)),
                "configuration.json: names the class " + name + ", which is not read;");
    }

    /** The first of two keys could be looked at, and the second one made. */
    @Test
    void twoKeysOfOneNameAreRefused() throws Exception {
        String json =
                configuration()
                        .replaceFirst(
                                "\"@class\"",
                                "\"@class\" : \"javax.swing.JEditorPane\", \"@class\"");
        refused(
                with(CONFIGURATION, json.getBytes(StandardCharsets.UTF_8)),
                "configuration.json: is no JSON (Duplicate field '@class')");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        refused(dir.resolve("none.zip"), "none.zip: is no file; needed: a file that");
        refused(dir, "is no file; needed: a file that");
        Path text = Files.writeString(dir.resolve("text.zip"), "no zip");
        refused(text, "text.zip: cannot be read as a zip; needed:");
        Map<String, byte[]> entries = entries();
        entries.remove(COEFFICIENTS);
        refused(zip(entries), "holds no coefficients.bin; needed:");
        refused(with(CONFIGURATION, bytes("[1")), "configuration.json: is no JSON");
        refused(with(CONFIGURATION, bytes("{}")), "has neither confs nor vertices");
        refused(
                with(CONFIGURATION, bytes("[".repeat(100_000))),
                "configuration.json: is nested more than 100 deep");
        refused(with(CONFIGURATION, new byte[] {(byte) 0xff}), "configuration.json: is not UTF-8");
    }

    @Test
    void anEntryThatNeverEndsIsRefused() throws Exception {
        byte[] zeros = new byte[(4 << 20) + 1];
        Arrays.fill(zeros, (byte) ' ');
        refused(with(CONFIGURATION, zeros), "configuration.json is longer than 4194304 bytes");
    }

    /** Each length that is announced is compared with what is there before anything is made. */
    @Test
    void parametersThatAreNotAllThereAreRefused() throws Exception {
        byte[] whole = entries().get(COEFFICIENTS);
        refused(with(COEFFICIENTS, new byte[0]), "coefficients.bin: ends too early");
        refused(
                with(COEFFICIENTS, Arrays.copyOf(whole, whole.length - 4)),
                "coefficients.bin: holds no parameters of a network, but");
        refused(
                with(COEFFICIENTS, Arrays.copyOf(whole, whole.length + 4)),
                "coefficients.bin: holds no parameters of a network, but");
        byte[] huge = whole.clone();
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("FLOAT") - 10;
        ByteBuffer.wrap(huge).putLong(at, Long.MAX_VALUE / 4);
        refused(with(COEFFICIENTS, huge), "values announced");
        byte[] type = whole.clone();
        System.arraycopy(bytes("INT16"), 0, type, at + 10, 5);
        refused(with(COEFFICIENTS, type), "values of type INT16, needs FLOAT or DOUBLE");
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() throws Exception {
        String json = configuration().replace("\"nout\" : 4", "\"nout\" : 5");
        refused(with(CONFIGURATION, bytes(json)), "Deeplearning4j does not make a network of it (");
    }

    /** Whatever byte is wrong: a network, or one line. */
    @Test
    void damagedFilesGiveOneLineEach() throws Exception {
        Random random = new Random(1);
        byte[] configuration = entries().get(CONFIGURATION);
        byte[] coefficients = entries().get(COEFFICIENTS);
        for (int i = 0; i < 100; i++) {
            boolean first = i % 2 == 0;
            byte[] damaged = (first ? configuration : coefficients).clone();
            int from = first ? damaged.length : 100;
            for (int edits = 0; edits < 3; edits++) {
                damaged[random.nextInt(from)] = (byte) random.nextInt(128);
            }
            Path path = with(first ? CONFIGURATION : COEFFICIENTS, damaged);
            try {
                SavedModel.read(path);
            } catch (UserMistake mistake) {
                assertThat(mistake.getMessage()).startsWith(path.toString()).doesNotContain("\n");
            }
        }
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> SavedModel.read(path))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String configuration() throws IOException {
        return new String(entries().get(CONFIGURATION), StandardCharsets.UTF_8);
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .forEach(
                            entry -> {
                                try {
                                    entries.put(
                                            entry.getName(),
                                            zip.getInputStream(entry).readAllBytes());
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
        return entries;
    }

    private Path with(String name, byte[] bytes) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, bytes);
        return zip(entries);
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path path = dir.resolve("changed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return path;
    }
}
