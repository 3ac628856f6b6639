package gradflow.task.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.mistake.UserMistake;
import gradflow.model.Readout;
import gradflow.task.BatchHash;
import gradflow.task.RealTasks;
import gradflow.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class PolyphonicTaskTest {
    private static final int PIECES = 20;
    private static final int T = 7;

    @TempDir Path folder;

    /** Steps of every piece as sets of MIDI notes; the note 21 + p sounds in piece p alone. */
    private final List<List<Set<Integer>>> pieces = new ArrayList<>();

    @BeforeEach
    void writePieces() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("\n");
        for (int p = 0; p < PIECES; p++) {
            List<Set<Integer>> piece = new ArrayList<>();
            for (int t = 0; t < 4 + 2 * p; t++) {
                Set<Integer> notes = new HashSet<>();
                if (t % 5 != 4) {
                    notes.add(21 + p);
                    notes.add(100 + random.nextInt(9));
                }
                piece.add(notes);
                List<String> fields = notes.stream().map(String::valueOf).toList();
                text.append(notes.isEmpty() ? "-" : String.join(" ", fields)).append('\n');
            }
            pieces.add(piece);
            text.append("\n\n");
        }
        Files.writeString(folder.resolve("rolls.txt"), text);
    }

    @Test
    void windowsAreStretchesOfPiecesAndNoPieceIsInTwoParts() {
        Task task = task(T);
        Set<Integer> training = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            training.addAll(check(task.trainingBatch(1, i, 40)));
        }
        Set<Integer> validation = check(task.validation());
        Set<Integer> test = check(task.test());
        assertThat(training).hasSize(14).doesNotContainAnyElementsOf(validation);
        assertThat(validation).hasSize(3).doesNotContainAnyElementsOf(test);
        assertThat(test).hasSize(3).doesNotContainAnyElementsOf(training);
        assertThat(labels(task.test())).isEqualTo(steps(test) - 3);
        assertThat(labels(task.validation())).isEqualTo(steps(validation) - 3);
    }

    @Test
    void referencesAreWhatPlainCountsReachOnTheTestPieces() {
        Task task = task(T);
        Set<Integer> test = check(task.test());
        Set<Integer> validation = check(task.validation());
        double[][][] counts = new double[88][2][2];
        for (int p = 0; p < PIECES; p++) {
            if (!test.contains(p) && !validation.contains(p)) {
                for (int t = 1; t < pieces.get(p).size(); t++) {
                    for (int n = 0; n < 88; n++) {
                        counts[n][sounds(p, t - 1, n)][sounds(p, t, n)]++;
                    }
                }
            }
        }
        assertThat(task.chanceLevel()).isCloseTo(nats(test, counts, false), within(1e-9));
        assertThat(task.references()).hasSize(1);
        assertThat(task.references().get(0).score().loss())
                .isCloseTo(nats(test, counts, true), within(1e-9));
        double rule = nats(validation, counts, true);
        assertThat(task.isSolved(new Task.Score(rule - 1e-6, 0))).isTrue();
        assertThat(task.isSolved(new Task.Score(rule + 1e-6, 0))).isFalse();
        assertThat(task.solveRule()).contains("nats per validation step");
    }

    @Test
    void scoresAreNatsPerTimeStepWithoutThePadding() {
        Task task = task(100);
        DataSet test = task.test();
        assertThat(test.numExamples()).isEqualTo(3);
        INDArray half = Nd4j.valueArrayOf(new long[] {3, 88, 100}, 0.5f);
        assertThat(task.score(half, test).loss()).isCloseTo(88 * Math.log(2), within(1e-6));
        assertThat(task.metricName()).isEqualTo("nats_per_time_step");
        assertThat(task.readout()).isEqualTo(Readout.SIGMOID);
        assertThat(task.isLowerBetter()).isTrue();
        assertThat(task.inputSize()).isEqualTo(88);
        assertThat(task.outputSize()).isEqualTo(88);
        assertThat(task.source()).contains("Boulanger-Lewandowski");
    }

    @Test
    void theSameSeedMakesTheSameBytes() {
        assertThat(BatchHash.of(task(T))).isEqualTo(BatchHash.of(task(T)));
        assertThat(task(T).trainingBatch(1, 0, 4)).isNotEqualTo(task(T).trainingBatch(2, 0, 4));
    }

    @Test
    void badFilesAreNamedWithTheLine() throws IOException {
        refused("60 64\n60 109\n", "rolls.txt: line 2: '109' is no note; a line is '-' or notes");
        refused("60 64\n20\n", "line 2: '20' is no note");
        refused("60\n60 C4\n", "line 2: 'C4' is no note");
        refused("60\n- 60\n", "line 2: '-' is no note");
        refused("60\n60\n\n62\n\n64\n64\n", "line 5: the piece that ends here has one time step");
        refused("60\n60\n\n64", "line 4: the piece that ends here has one time step");
        refused("60\n60\n\n62\n62\n", "2 pieces, but at least 3 are needed");
        refused("", "0 pieces");
        Files.delete(folder.resolve("rolls.txt"));
        assertThatThrownBy(() -> task(T))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("rolls.txt: cannot be read; polyphonic needs dataPath");
        assertThatThrownBy(() -> RealTasks.create("polyphonic", T, "", folder))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("polyphonic needs dataPath, a text file of piano rolls");
        assertThatThrownBy(() -> task(0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("sequenceLength must be 1 or more, not 0");
    }

    /** Compares every window with the pieces, and tells which pieces there are. */
    private Set<Integer> check(DataSet batch) {
        Set<Integer> found = new HashSet<>();
        for (int b = 0; b < batch.numExamples(); b++) {
            float[] inputs = batch.getFeatures().slice(b).dup('c').data().asFloat();
            float[] labels = batch.getLabels().slice(b).dup('c').data().asFloat();
            float[] mask = batch.getLabelsMaskArray().getRow(b).dup('c').data().asFloat();
            int piece = piece(inputs, labels);
            boolean known = false;
            for (int start = 0; start < pieces.get(piece).size() - 1 && !known; start++) {
                known = fits(piece, start, inputs, labels, mask);
            }
            assertThat(known).as("window %d of piece %d", b, piece).isTrue();
            found.add(piece);
        }
        return found;
    }

    private static int piece(float[] inputs, float[] labels) {
        for (int i = 0; i < PIECES * T; i++) {
            if (inputs[i] == 1 || labels[i] == 1) {
                return i / T;
            }
        }
        throw new AssertionError("a silent window");
    }

    private boolean fits(int piece, int start, float[] inputs, float[] labels, float[] mask) {
        int present = Math.min(T, pieces.get(piece).size() - 1 - start);
        for (int t = 0; t < T; t++) {
            for (int n = 0; n < 88; n++) {
                int input = t < present ? sounds(piece, start + t, n) : 0;
                int label = t < present ? sounds(piece, start + t + 1, n) : 0;
                if (inputs[n * T + t] != input || labels[n * T + t] != label) {
                    return false;
                }
            }
            if (mask[t] != (t < present ? 1 : 0)) {
                return false;
            }
        }
        return true;
    }

    private double nats(Set<Integer> of, double[][][] counts, boolean byItself) {
        double sum = 0;
        int steps = 0;
        for (int p : of) {
            for (int t = 1; t < pieces.get(p).size(); t++) {
                steps++;
                for (int n = 0; n < 88; n++) {
                    double[] c = counts[n][sounds(p, t - 1, n)];
                    if (!byItself) {
                        c =
                                new double[] {
                                    counts[n][0][0] + counts[n][1][0],
                                    counts[n][0][1] + counts[n][1][1]
                                };
                    }
                    sum -= Math.log((c[sounds(p, t, n)] + 1) / (c[0] + c[1] + 2));
                }
            }
        }
        return sum / steps;
    }

    private int sounds(int piece, int step, int note) {
        return pieces.get(piece).get(step).contains(21 + note) ? 1 : 0;
    }

    private int steps(Set<Integer> of) {
        return of.stream().mapToInt(piece -> pieces.get(piece).size()).sum();
    }

    private static int labels(DataSet batch) {
        return batch.getLabelsMaskArray().sumNumber().intValue();
    }

    private void refused(String content, String expected) throws IOException {
        Files.writeString(folder.resolve("rolls.txt"), content);
        assertThatThrownBy(() -> task(T))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    private Task task(int sequenceLength) {
        String file = folder.resolve("rolls.txt").toString();
        return RealTasks.create("polyphonic", sequenceLength, file, folder).orElseThrow();
    }
}
