package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.exchange.file.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not taken over is refused by name, and a malformed file in one line. */
class RefusedKerasTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange/keras");

    @TempDir Path folder;

    /** Another configuration of a model of two GRUs and a Dense, with the same weights. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "recurrent_dropout": 0.0 | "recurrent_dropout": 0.2 | layer 'gru' (GRU): has recurrent_dropout = 0.2, which is not taken over
                    "kernel_regularizer": null | "kernel_regularizer": {"class_name": "L2"} | layer 'gru' (GRU): has kernel_regularizer = {"class_name":"L2"}, which is not taken over
                    "recurrent_constraint": null | "recurrent_constraint": "max_norm" | layer 'gru' (GRU): has recurrent_constraint = "max_norm", which is not taken over
                    "return_state": false | "return_state": true | layer 'gru' (GRU): has return_state = true, which is not taken over
                    "return_state": false | "time_major": true | layer 'gru' (GRU): has time_major = true, which is not taken over
                    "trainable": true | "trainable": false | layer 'gru' (GRU): has trainable = false, which is not taken over; needs true
                    "dropout": 0.0 | "dropout": 1.0 | layer 'gru' (GRU): has dropout = 1.0; needs 0 or more and less than 1
                    "units": 4 | "units": 5 | layer 'gru' (GRU): array 'layers/gru/cell/vars/0' has shape [3, 12]; needs [3, 15]
                    "units": 4 | "units": -4 | layer 'gru' (GRU): has units = -4; needs an integer from 1
                    "units": 4 | "units": "4" | layer 'gru' (GRU): has units = "4"; needs an integer from 1
                    "reset_after": true | "reset_after": 1 | layer 'gru' (GRU): has reset_after = 1; needs true or false
                    "reset_after": true | "reset_after": false | layer 'gru' (GRU): array 'layers/gru/cell/vars/2' has shape [2, 12]; needs [12]
                    "use_bias": true | "use_bias": false | layer 'gru' (GRU): has arrays [bias], which it does not need
                    "activation": "tanh" | "activation": "gelu" | layer 'gru' (GRU): has activation = 'gelu'; needs linear, tanh, sigmoid
                    "activation": "tanh" | "activation": "softmax" | layer 'gru' (GRU): has a softmax; needs an activation of single units
                    "class_name": "GRU" | "class_name": "CuDNNGRU" | layer 'gru' (CuDNNGRU): is not read; needs InputLayer, Masking
                    "class_name": "GRU" | "class_name": "LSTM" | layer 'gru' (LSTM): has no weights 'layers/lstm'
                    "class_name": "Dense" | "class_name": "Conv1D" | layer 'dense' (Conv1D): is not read
                    "batch_shape": [null, null, 3] | "batch_shape": [null, null, 7] | layer 'gru' (GRU): has weights for inputs of size 3; needs 7
                    "batch_shape": [null, null, 3] | "batch_shape": [null, 3] | layer 'gru' (GRU): takes [batch, size]; needs [batch, time, size]
                    "batch_shape": [null, null, 3] | "batch_shape": [null, 2, 2, 3] | layer 'input_layer' (InputLayer): has shape [null,2,2,3]
                    "class_name": "Sequential" | "class_name": "Custom" | holds a 'Custom'; needs a Sequential or functional model
                    "name": "gru_1" | "name": "gru" | layer 'gru' (GRU): is there twice
                    "name": "gru_1" | "name": "other" | layer 'other' (GRU): its weights in 'layers/gru_1' are those of 'gru_1'
                    "layers" | "lagers" | has no layers
                    {"class_name" | {{"class_name" | config.json is not JSON
                    """)
    void whatIsNotTakenOverIsNamed(String from, String to, String message) throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        String config = new String(parts.get("config.json"), StandardCharsets.UTF_8);
        assertThat(config).contains(from);
        String changed = config.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        parts.put("config.json", changed.getBytes(StandardCharsets.UTF_8));
        refused(zip(parts), message);
    }

    @ParameterizedTest
    @CsvSource({
        "4.0.0, was written by Keras '4.0.0'; needs a version 1, 2 or 3",
        "'', was written",
        "x, was written by Keras 'x'",
    })
    void anotherVersionIsRefused(String version, String message) throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        String about = version.isEmpty() ? "{}" : "{\"keras_version\": \"" + version + "\"}";
        parts.put("metadata.json", about.getBytes(StandardCharsets.UTF_8));
        refused(zip(parts), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.json", "config.json", "model.weights.h5"})
    void aPartThatIsMissingIsNamed(String name) throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        parts.remove(name);
        refused(zip(parts), "has no " + name + ", which a .keras file has");
        parts.put(name, new byte[] {1, 2, 3});
        refused(zip(parts), "");
    }

    /** A few kilobytes that inflate to more than is read of a configuration. */
    @Test
    void aZipBombIsReadUpToItsBound() throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        parts.put("config.json", new byte[JsonText.LONGEST + 1]);
        Path bomb = zip(parts);
        assertThat(Files.size(bomb)).isLessThan(100_000);
        refused(bomb, "config.json is larger than 16777216 bytes");
    }

    /** An array of 512 MiB of which the file has nothing. */
    @Test
    void anArrayThatInflatesIsRefused() {
        refused(
                FILES.resolveSibling("bomb.h5"),
                "array 'model_weights/simple_rnn/simple_rnn/simple_rnn_cell/kernel:0' has"
                        + " 536870904 bytes in a file of ");
    }

    @Test
    void aConfigurationThatIsTooDeepIsRefused() throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        String deep = "{\"a\":".repeat(100_000);
        parts.put("config.json", deep.getBytes(StandardCharsets.UTF_8));
        refused(zip(parts), "config.json is nested more than 60 deep");
    }

    /** Wherever an .h5 file ends too early, or a byte of its structure is another one. */
    @Test
    void aSpoiltFileIsRefusedInOneLineOrRead() throws Exception {
        byte[] whole = Files.readAllBytes(FILES.resolve("keras2-gru-functional.h5"));
        Path file = folder.resolve("spoilt.h5");
        for (int length = 0; length < whole.length; length += 509) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(file, "");
        }
        int refused = 0;
        for (int place = 0; place < whole.length; place += 61) {
            byte[] changed = whole.clone();
            changed[place] ^= (byte) 0xff;
            Files.write(file, changed);
            try {
                KerasModels.read(file);
            } catch (ModelFileException e) {
                assertThat(e.getMessage()).startsWith("spoilt.h5: ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PK", "PKxxxxxxxx", "hello", "{\"class_name\": \"Sequential\"}"})
    void whatIsNoModelIsRefused(String text) throws Exception {
        refused(Files.writeString(folder.resolve("none.h5"), text), "");
    }

    @Test
    void weightsAloneAreNoModel() throws Exception {
        Map<String, byte[]> parts = parts(FILES.resolve("keras3-gru.keras"));
        Path file = Files.write(folder.resolve("model.weights.h5"), parts.get("model.weights.h5"));
        refused(file, "has no model_config; needs a whole model, as model.save writes it");
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> KerasModels.read(file))
                .isInstanceOf(ModelFileException.class)
                .message()
                .startsWith(file.getFileName() + ": " + message)
                .hasSizeLessThan(302)
                .matches("[^\\p{Cntrl}\\p{Zl}\\p{Zp}]+");
    }

    private static Map<String, byte[]> parts(Path file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        byte[] bytes = Files.readAllBytes(file);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                ByteArrayOutputStream part = new ByteArrayOutputStream();
                zip.transferTo(part);
                parts.put(entry.getName(), part.toByteArray());
            }
        }
        return parts;
    }

    private Path zip(Map<String, byte[]> parts) throws IOException {
        Path file = folder.resolve("model.keras");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return file;
    }
}
