package gradflow.experiment.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceVectorsTest {
    private static final Path VECTORS = Path.of("data", "reference-vectors");

    @TempDir Path dir;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int run(Path folder) {
        return ReferenceVectors.run(folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void copy(String name, String search, String replacement) throws IOException {
        String text = Files.readString(VECTORS.resolve(name));
        assertThat(text).containsPattern(search);
        Files.writeString(dir.resolve(name), text.replaceFirst(search, replacement));
    }

    @Test
    void allFilesOfPyTorchAreWithinTolerance() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(run(VECTORS)).isZero();
        } finally {
            Locale.setDefault(before);
        }
        assertThat(lines())
                .hasSize(16)
                .allMatch(line -> line.endsWith(": passed"))
                .allMatch(line -> line.contains("DOUBLE outputs") && line.contains("FLOAT"));
        assertThat(lines().stream().filter(line -> line.startsWith("lstm-tbptt")).findFirst())
                .get(InstanceOfAssertFactories.STRING)
                .matches(
                        "lstm-tbptt.json: lstm: DOUBLE outputs \\S+, parameter gradients by segment"
                                + " \\S+ \\S+ \\S+, time-step gradients \\S+; FLOAT outputs .*");
    }

    /** One number of each kind, changed in the fourth digit, in DOUBLE far above 1e-9. */
    @ParameterizedTest
    @CsvSource({
        "'\"h\": \\[\\[\\[-?\\d+\\.\\d\\d', outputs",
        "'\"grad_x\": \\[\\[\\[-?\\d+\\.\\d\\d', time-step",
        "'\"grad_h\": \\[\\[\\[-?\\d+\\.\\d\\d', time-step",
        "'\"grad_params_per_segment\": \\[\\{\"W_ih\": \\[\\[-?\\d+\\.\\d\\d', parameter"
    })
    void aWrongNumberIsAboveTolerance(String number, String kind) throws IOException {
        copy("lstm-tbptt.json", "(" + number + ")", "$1999");
        assertThat(run(dir)).isEqualTo(1);
        assertThat(lines().get(0)).contains(kind).endsWith(": ABOVE TOLERANCE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'^\\{' | '[' | 'not JSON at line 1, column '",
                "'\"grad_h\"' | '\"gradH\"' | 'grad_h is missing'",
                "'\"params\"' | '\"parameters\"' | 'params is missing'",
                "'\"b_hh\": \\[' | '\"b_hh\": [[1], ' | 'params.b_hh is a list of 21; needs a list"
                        + " of 20 (shape [20] in all)'",
                "'\"W_hh\"' | '\"W\"' | 'params.W_hh is missing'",
                "'\"segment_lengths\": \\[4' | '\"segment_lengths\": [5' | 'segment_lengths [5, 4,"
                        + " 3] add up to 12; needs time_steps = 11'",
                "'\"segment_lengths\": \\[4' | '\"segment_lengths\": [0' | 'segment_lengths[0] is"
                        + " 0; needs an integer from 1'",
                "'\"cell\": \"lstm\"' | '\"cell\": \"peephole\"' | 'cell is \"peephole\"; needs one"
                        + " of rnn_tanh, rnn_relu, rnn_sigmoid, lstm, gru, gru_reset_before'",
                "'\"cell\": \"lstm\"' | '\"cell\": \"gru\"' | 'gate_order is \"i,f,g,o\"; needs"
                        + " r,z,n in any order'",
                "'\"x\": \\[\\[\\[' | '\"x\": [[[NaN, ' | 'x[0][0] is a list of 4; needs a list of"
                        + " 3 (shape [2, 11, 3] in all)'",
                "'\"x\": \\[\\[\\[[^,]*' | '\"x\": [[[NaN' | 'x[0][0][0] is \"NaN\"; needs a finite"
                        + " number'",
                "'\"x\": \\[\\[\\[[^,]*' | '\"x\": [[[1e999' | 'x[0][0][0] is'",
                "'\"x\": \\[\\[\\[[^,]*' | '\"x\": [[[\"1\"' | 'x[0][0][0] is \"1\"; needs a finite"
                        + " number'",
                "'\"batch\": 2' | '\"batch\": 2.5' | 'batch is 2.5; needs an integer from 1'",
                "'\"batch\": 2' | '\"batch\": 3' | 'x is a list of 2; needs a list of 3 (shape [3,"
                        + " 11, 3] in all)'",
            })
    void aMalformedFileGetsOneClearLine(String search, String replacement, String message)
            throws IOException {
        copy("lstm-tbptt.json", search, replacement);
        copy("rnn_tanh-full.json", "source", "source");
        assertThatThrownBy(() -> run(dir))
                .isInstanceOf(UserMistake.class)
                .hasMessage(dir + ": 1 of 2 files are no reference vectors: lstm-tbptt.json");
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .startsWith(dir.resolve("lstm-tbptt.json") + ": ")
                .contains(message);
        assertThat(lines().get(1)).endsWith(": passed");
    }

    @Test
    void aFolderThatIsMissingOrEmptyIsAMistake() {
        assertThatThrownBy(() -> run(dir.resolve("nowhere")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("nowhere is no folder");
        assertThatThrownBy(() -> run(dir))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("holds no *.json files");
    }

    /** h_t = tanh(w·x_t + u·h_{t−1}) by hand: one unit, no biases, no initial state. */
    @Test
    void worksWithoutBiasesAndInitialState() throws IOException {
        double w = 0.5;
        double u = -0.8;
        double h1 = Math.tanh(w * 1.5);
        double h2 = Math.tanh(w * -2 + u * h1);
        double d2 = 1 - h2 * h2;
        double gradH1 = 1 + u * d2;
        double d1 = gradH1 * (1 - h1 * h1);
        Files.writeString(
                dir.resolve("hand.json"),
                """
                {"cell": "rnn_tanh", "batch": 1, "time_steps": 2, "segment_lengths": [2],
                 "input_size": 1, "hidden_size": 1, "gate_order": "h",
                 "params": {"W_ih": [[%s]], "W_hh": [[%s]]},
                 "x": [[[1.5], [-2]]], "loss_weights": [[[1], [1]]], "h": [[[%s], [%s]]],
                 "grad_params_per_segment": [{"W_ih": [[%s]], "W_hh": [[%s]]}],
                 "grad_x": [[[%s], [%s]]], "grad_h": [[[%s], [1]]]}
                """
                        .formatted(
                                w, u, h1, h2, 1.5 * d1 - 2 * d2, h1 * d2, w * d1, w * d2, gradH1));
        assertThat(run(dir)).isZero();
        assertThat(lines()).hasSize(1);
    }
}
