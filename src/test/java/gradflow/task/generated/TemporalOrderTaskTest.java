package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.task.Chance;
import gradflow.task.Decoded;
import gradflow.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalOrderTaskTest {
    private static final String ALPHABET = "abcdEBXY";
    private static final List<String> PAIRS = List.of("XX", "XY", "YX", "YY");
    private static final List<String> TRIPLES =
            List.of("XXX", "XXY", "XYX", "XYY", "YXX", "YXY", "YYX", "YYY");

    @ParameterizedTest
    @CsvSource({"10, 4", "10, 8", "12, 8", "25, 4", "100, 4", "100, 8", "107, 8"})
    void theClassIsTheOrderOfTheRelevantSymbols(int length, int classes) {
        Decoded batch =
                new Decoded(new TemporalOrderTask(length, classes).trainingBatch(1, 0, 300));
        for (int b = 0; b < batch.size; b++) {
            String text = text(batch, b);
            assertThat(text).matches("E[abcdXY]*B");
            String relevant = text.replaceAll("[^XY]", "");
            List<String> orders = classes == 4 ? PAIRS : TRIPLES;
            assertThat(batch.labelAtTheEnd(b)).isEqualTo(orders.indexOf(relevant));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, 4, 10, 20, 50, 60, 0, 0",
        "100, 8, 10, 20, 33, 43, 66, 76",
        "50, 4, 5, 10, 25, 30, 0, 0",
        "10, 4, 1, 2, 5, 6, 0, 0",
        "10, 8, 1, 2, 3, 4, 6, 7",
        "37, 8, 3, 7, 12, 15, 24, 28"
    })
    void positionsAreUniformInTheirWindows(
            int length, int classes, int from1, int to1, int from2, int to2, int from3, int to3) {
        int size = 5_000;
        Decoded batch =
                new Decoded(new TemporalOrderTask(length, classes).trainingBatch(2, 0, size));
        int[] from = {from1, from2, from3};
        int[] to = {to1, to2, to3};
        long[][] counts = new long[classes == 4 ? 2 : 3][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new long[to[i] - from[i] + 1];
        }
        for (int b = 0; b < size; b++) {
            String text = text(batch, b);
            int found = 0;
            for (int t = 0; t < length; t++) {
                if (text.charAt(t) == 'X' || text.charAt(t) == 'Y') {
                    assertThat(t).isBetween(from[found], to[found]);
                    counts[found][t - from[found]]++;
                    found++;
                }
            }
            assertThat(found).isEqualTo(counts.length);
        }
        for (long[] window : counts) {
            Chance.assertUniform(window);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void classesAndDistractorsAreEquallyLikely(int classes) {
        Decoded batch = new Decoded(new TemporalOrderTask(20, classes).trainingBatch(3, 0, 10_000));
        long[] labels = new long[classes];
        long[] distractors = new long[4];
        for (int b = 0; b < batch.size; b++) {
            labels[batch.label(b, 19)]++;
            for (int t = 0; t < 20; t++) {
                int symbol = batch.symbol(b, t);
                if (symbol < 4) {
                    distractors[symbol]++;
                }
            }
        }
        Chance.assertUniform(labels);
        Chance.assertUniform(distractors);
    }

    /** A window that touched another one or an end would swallow a symbol. */
    @Test
    void windowsStayApartAtEveryLength() {
        for (int length = 10; length <= 60; length++) {
            for (int classes : new int[] {4, 8}) {
                Decoded batch =
                        new Decoded(new TemporalOrderTask(length, classes).trainingBatch(4, 0, 50));
                String symbols = classes == 4 ? "{2}" : "{3}";
                for (int b = 0; b < batch.size; b++) {
                    assertThat(text(batch, b))
                            .matches("E([abcd]*[XY])" + symbols + "[abcd]*B")
                            .hasSize(length);
                }
            }
        }
    }

    @Test
    void eachNumberOfClassesHasItsExperiment() {
        assertThat(new TemporalOrderTask(10, 4).source()).contains("experiment 6a");
        Task eight = new TemporalOrderTask(10, 8);
        assertThat(eight.source()).contains("experiment 6b");
        assertThat(eight.chanceLevel()).isEqualTo(0.125);
        assertThat(eight.outputSize()).isEqualTo(8);
    }

    private static String text(Decoded batch, int example) {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < batch.timeSteps; t++) {
            text.append(ALPHABET.charAt(batch.symbol(example, t)));
        }
        return text.toString();
    }
}
