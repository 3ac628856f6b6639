package gradflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    private static final List<Object> VALUES =
            Arrays.asList(
                    null,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    -0.0,
                    0.0,
                    1.0,
                    1L,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE,
                    Math.nextDown(Double.MIN_NORMAL),
                    0x1.52d02c7e14af6p76,
                    0.1,
                    true,
                    false,
                    "",
                    "NaN",
                    "1",
                    "null",
                    "two\nlines\r, \"quoted\" \\ and \u0000",
                    "∂L/∂ŷ 😀 \u2028 \ud800");

    private static Outcome outcome(List<Object> values) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            columns.add("c" + i);
            numbers.put("c" + i, values.get(i));
        }
        Table table = new Table("a.csv", columns, List.of(values, values));
        Table empty = new Table("b.csv", List.of("x"), List.of());
        return new Outcome(
                "run",
                Status.DIVERGED,
                "a\nnote",
                7,
                numbers,
                List.of(table, empty),
                Map.of("wall_millis", 1.5));
    }

    @Test
    void everyValueIsReadBackToTheSameBitsFromOneLine() {
        Outcome written = outcome(VALUES);
        String line = OutcomeJson.write(written);
        assertThat(line).matches("[ -~]*");
        Outcome read = OutcomeJson.read(line);
        // Double.equals compares bits: -0.0 is not 0.0, and NaN is NaN.
        assertThat(read).isEqualTo(written);
        assertThat(List.copyOf(read.numbers().keySet()))
                .isEqualTo(List.copyOf(written.numbers().keySet()));
        assertThat(OutcomeJson.write(read)).isEqualTo(line);
    }

    @Test
    void anyDoubleIsReadBackToTheSameBits() {
        SplittableRandom random = new SplittableRandom(1);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            // Every other one is subnormal.
            long bits = i % 2 == 0 ? random.nextLong() : random.nextLong() >>> 12;
            values.add(Double.longBitsToDouble(bits));
        }
        assertThat(OutcomeJson.read(OutcomeJson.write(outcome(values))).numbers())
                .isEqualTo(outcome(values).numbers());
    }

    @Test
    void anIntegerBecomesLongAndNothingElseEnters() {
        assertThat(outcome(List.of(3)).numbers()).containsEntry("c0", 3L);
        assertThatThrownBy(() -> outcome(List.of(3f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not plain: 3.0");
    }

    @Test
    void aTornLineIsNoOutcome() {
        String line = OutcomeJson.write(outcome(VALUES));
        for (String torn : List.of("", "{}", line.substring(0, line.length() / 2), line + line)) {
            assertThatThrownBy(() -> OutcomeJson.read(torn))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
