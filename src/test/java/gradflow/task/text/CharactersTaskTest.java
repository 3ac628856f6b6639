package gradflow.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.mistake.UserMistake;
import gradflow.task.BatchHash;
import gradflow.task.RealTasks;
import gradflow.task.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class CharactersTaskTest {
    private static final Path DATA = Path.of("data");
    private static final int T = 40;

    private final TextTask task = plays(T);
    private final String text = text();
    private final int trained = text.length() * 90 / 100;
    private final int validated = text.length() * 95 / 100;

    @TempDir Path folder;

    @Test
    void theAlphabetIsThatOfTheTrainingPartAndOneMore() {
        TreeSet<Character> letters = new TreeSet<>();
        for (int i = 0; i < trained; i++) {
            letters.add(text.charAt(i));
        }
        StringBuilder expected = new StringBuilder();
        letters.forEach(expected::append);
        assertThat(task.alphabet()).isEqualTo(expected + "\uFFFD").hasSize(75).contains("æ");
        assertThat(task.inputSize()).isEqualTo(75);
        assertThat(task.outputSize()).isEqualTo(75);
        for (int i = 0; i < 75; i++) {
            assertThat(task.indexOf(task.alphabet().charAt(i))).isEqualTo(i);
        }
        assertThat(task.indexOf('€')).isEqualTo(74);
        assertThat(task.indexOf('X')).isEqualTo(74);
    }

    @Test
    void trainingWindowsAreTextOfTheTrainingPartWithTheNextCharacterAsLabel() {
        DataSet batch = task.trainingBatch(4, 2, 30);
        assertThat(batch.getFeatures().shape()).containsExactly(30, 75, T);
        assertThat(batch.getLabelsMaskArray().sumNumber().intValue()).isEqualTo(30 * T);
        List<String> windows = windows(batch);
        assertThat(windows).doesNotHaveDuplicates();
        for (String window : windows) {
            assertThat(text.substring(0, trained)).contains(window);
        }
    }

    @Test
    void heldOutWindowsFollowEachOtherInTheirOwnPart() {
        TextTask wide = plays(255);
        assertThat(windows(wide.validation())).isEqualTo(expected(trained, validated, 255));
        assertThat(windows(wide.test())).isEqualTo(expected(validated, text.length(), 255));
        assertThat(windows(task.validation()))
                .hasSize(64)
                .isEqualTo(expected(trained, validated, T));
        assertThat(windows(task.test())).isEqualTo(expected(validated, text.length(), T));
    }

    @Test
    void referencesAreWhatPlainCountsReachOnTheTestWindows() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < trained; i++) {
            counts.merge(text.substring(i, i + 1), 1, Integer::sum);
            if (i > 0) {
                counts.merge(text.substring(i - 1, i + 1), 1, Integer::sum);
            }
        }
        List<Task.Reference> references = task.references();
        assertThat(references)
                .extracting(Task.Reference::name)
                .containsExactly("uniform", "unigram", "bigram");
        double[] test = nats(task.test(), counts);
        assertThat(references.get(0).score().loss()).isCloseTo(Math.log(75), within(1e-12));
        assertThat(references.get(1).score().loss()).isCloseTo(test[0], within(1e-9));
        assertThat(references.get(2).score().loss()).isCloseTo(test[1], within(1e-9));
        assertThat(task.chanceLevel()).isCloseTo(test[0], within(1e-9));
        double rule = nats(task.validation(), counts)[1];
        assertThat(task.isSolved(new Task.Score(rule - 1e-6, 0))).isTrue();
        assertThat(task.isSolved(new Task.Score(rule + 1e-6, 0))).isFalse();
        assertThat(task.solveRule()).contains(String.format(java.util.Locale.ROOT, "%.3f", rule));
    }

    @Test
    void scoresAreNatsPerCharacter() {
        DataSet test = task.test();
        INDArray uniform = Nd4j.valueArrayOf(new long[] {64, 75, T}, 1f / 75);
        assertThat(task.score(uniform, test).loss()).isCloseTo(Math.log(75), within(1e-6));
        assertThat(task.score(uniform, test).metric()).isCloseTo(Math.log(75), within(1e-6));
        assertThat(task.score(test.getLabels(), test).loss()).isZero();
        assertThat(task.isLowerBetter()).isTrue();
        assertThat(task.metricName()).isEqualTo("nats_per_character");
    }

    @Test
    void theSameSeedMakesTheSameBytes() {
        assertThat(BatchHash.of(task)).isEqualTo(BatchHash.of(plays(T)));
        assertThat(task.trainingBatch(1, 0, 4)).isNotEqualTo(task.trainingBatch(2, 0, 4));
        assertThat(task.trainingBatch(1, 0, 4)).isNotEqualTo(task.trainingBatch(1, 1, 4));
    }

    @Test
    void charactersThatTrainingLacksShareOneSymbol() throws IOException {
        TextTask own = own("\uFEFF" + "ab".repeat(500) + "axbyazbw".repeat(10), 9);
        assertThat(own.alphabet()).isEqualTo("ab\uFFFD");
        assertThat(String.join("", windows(own.test()))).contains("a\uFFFDb").doesNotContain("x");
        assertThat(own.chanceLevel()).isFinite();
        assertThat(own.references().get(2).score().loss()).isFinite();
    }

    /** An emoji is two chars of a string, but never half a character. */
    @Test
    void aCharacterIsACodePoint() throws IOException {
        TextTask own = own("a\uD83D\uDE00\r\n".repeat(300), 9);
        assertThat(own.alphabet()).isEqualTo("\n\ra\uD83D\uDE00\uFFFD");
        assertThat(own.inputSize()).isEqualTo(5);
        assertThat(own.outputSize()).isEqualTo(5);
        assertThat(own.indexOf(0x1F600)).isEqualTo(3);
        assertThat(own.indexOf(0x1F601)).isEqualTo(4);
        assertThat(own.indexOf('\uD83D')).isEqualTo(4);
        assertThat(own.test().getLabels().size(1)).isEqualTo(5);
    }

    @Test
    void badTextsAreNamedInOneLine() throws IOException {
        Path file = folder.resolve("own.txt");
        refused(() -> own("ab".repeat(100), 10), file + ": too short, its last 5 % are 10 char");
        refused(() -> own("", 10), "are 0 characters; sequenceLength 10 needs 11");
        StringBuilder many = new StringBuilder();
        for (char letter = 0x4E00; letter < 0x4E00 + 1000; letter++) {
            many.append(letter);
        }
        refused(() -> own(many.toString(), 10), "900 different characters in its first 90 %");
        byte[] latin = "Brutus and C\u00e6sar".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);
        refused(() -> load(10), file + ": not UTF-8 at byte offset 12 (from 0 on)");
        Files.write(file, new byte[] {'a', 'b', (byte) 0xC3});
        refused(() -> load(10), file + ": not UTF-8 at byte offset 2");
        Files.delete(file);
        refused(() -> load(10), file + ": cannot be read; dataPath has to name a UTF-8 text file");
        refused(() -> plays(0), "sequenceLength must be 1 or more, not 0");
        refused(() -> plays(18_800), "sequenceLength 18800 needs 18801");
        refused(
                () -> RealTasks.create("characters", 8, "", folder),
                "shakespeare-caesar.txt: cannot be read");
        Files.writeString(folder.resolve("shakespeare-caesar.txt"), "Et tu?");
        refused(() -> RealTasks.create("characters", 8, "", folder), "damaged, its sha256 is not");
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable run, String expected) {
        assertThatThrownBy(run)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    /** Unigram and bigram cross-entropy of a batch's labels, from its windows' text. */
    private double[] nats(DataSet batch, Map<String, Integer> counts) {
        double[] sums = new double[2];
        int labels = 0;
        for (String window : windows(batch)) {
            for (int i = 1; i < window.length(); i++) {
                String pair = window.substring(i - 1, i + 1);
                int before = counts.getOrDefault(pair.substring(0, 1), 0);
                // The last character of the training part has no successor there.
                before -= text.charAt(trained - 1) == pair.charAt(0) ? 1 : 0;
                sums[0] -=
                        Math.log(
                                (counts.getOrDefault(pair.substring(1), 0) + 1.0) / (trained + 75));
                sums[1] -= Math.log((counts.getOrDefault(pair, 0) + 1.0) / (before + 75));
                labels++;
            }
        }
        return new double[] {sums[0] / labels, sums[1] / labels};
    }

    private List<String> expected(int start, int end, int length) {
        int available = (end - start) / (length + 1);
        int taken = Math.min(64, available);
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < taken; i++) {
            int from = start + i * available / taken * (length + 1);
            assertThat(from + length + 1).isLessThanOrEqualTo(end);
            windows.add(known(text.substring(from, from + length + 1)));
        }
        return windows;
    }

    private String known(String window) {
        StringBuilder known = new StringBuilder();
        for (int i = 0; i < window.length(); i++) {
            char letter = window.charAt(i);
            known.append(text.substring(0, trained).indexOf(letter) < 0 ? '\uFFFD' : letter);
        }
        return known.toString();
    }

    /** Reads the characters back from one-hot features, and the last one from the labels. */
    private List<String> windows(DataSet batch) {
        int letters = (int) batch.getFeatures().size(1);
        String alphabet = letters == 75 ? task.alphabet() : "ab\uFFFD";
        int steps = (int) batch.getFeatures().size(2);
        List<String> windows = new ArrayList<>();
        for (int b = 0; b < batch.numExamples(); b++) {
            float[] features = batch.getFeatures().slice(b).dup('c').data().asFloat();
            float[] labels = batch.getLabels().slice(b).dup('c').data().asFloat();
            StringBuilder shown = new StringBuilder();
            StringBuilder asked = new StringBuilder();
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < letters; c++) {
                    if (features[c * steps + t] == 1) {
                        shown.append(alphabet.charAt(c));
                    }
                    if (labels[c * steps + t] == 1) {
                        asked.append(alphabet.charAt(c));
                    }
                }
            }
            assertThat(shown).hasSize(steps);
            assertThat(asked).hasSize(steps);
            assertThat(asked.substring(0, steps - 1)).isEqualTo(shown.substring(1));
            windows.add(shown.toString() + asked.charAt(steps - 1));
        }
        return windows;
    }

    private TextTask own(String content, int sequenceLength) throws IOException {
        Files.writeString(folder.resolve("own.txt"), content);
        return load(sequenceLength);
    }

    private TextTask load(int sequenceLength) {
        String file = folder.resolve("own.txt").toString();
        return (TextTask) RealTasks.create("characters", sequenceLength, file, DATA).orElseThrow();
    }

    private static TextTask plays(int sequenceLength) {
        return (TextTask) RealTasks.create("characters", sequenceLength, "", DATA).orElseThrow();
    }

    private static String text() {
        try {
            return Files.readString(DATA.resolve("shakespeare-caesar.txt"))
                    + Files.readString(DATA.resolve("shakespeare-hamlet.txt"))
                    + Files.readString(DATA.resolve("shakespeare-macbeth.txt"));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }
}
