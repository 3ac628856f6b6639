package gradflow.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassLayoutTest {
    private static final PassLayout LSTM = new PassLayout(CellShape.LSTM, 5, false);

    @ParameterizedTest
    @CsvSource({"SIMPLE_RNN, 0", "LSTM, 5", "GRU, 4", "SIMPLE_RNN, 1", "MINGRU, 2"})
    void bytesPerTimeStepAreAsDocumented(CellShape cell, int a) {
        PassLayout layout = new PassLayout(cell, a, false);
        long perStep = layout.bytes(32, 1001, 2, 128) - layout.bytes(32, 1000, 2, 128);
        assertThat(perStep).isEqualTo(4L * 32 * (2 + (2 + a) * 128));
    }

    @Test
    void anOperandOfItsOwnIsKept() {
        PassLayout layout = new PassLayout(CellShape.GRU_RESET_BEFORE, 3, false);
        long perStep = layout.bytes(32, 1001, 2, 128) - layout.bytes(32, 1000, 2, 128);
        assertThat(perStep).isEqualTo(4L * 32 * (2 + (3 + 3) * 128));
    }

    @ParameterizedTest
    @CsvSource({"SIMPLE_RNN, 0, 1", "LSTM, 5, 4", "GRU, 4, 3"})
    void normalisationKeepsTheProducts(CellShape cell, int a, int gates) {
        PassLayout layout = new PassLayout(cell, a, true);
        long perStep = layout.bytes(32, 1001, 2, 128) - layout.bytes(32, 1000, 2, 128);
        long plain = 4L * 32 * (2 + (2 + a) * 128);
        assertThat(perStep).isEqualTo(plain + 8L * gates * 32 * 129);
    }

    @Test
    void usualSizesFit() {
        assertThatCode(() -> LSTM.requireMemory(Arithmetic.FAST, 32, 1000, 32, 128))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesTooManyStepsWithTheBytesThatTheyNeed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LSTM.requireMemory(Arithmetic.FAST, 32, 1_000_000_000, 2, 128))
                .withMessageContaining("1000000000 time steps")
                .withMessageMatching("(?s)LSTM .*needs \\d{13,} bytes.*may use \\d+.*");
    }

    @Test
    void refusesTooManyHiddenUnits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LSTM.requireMemory(Arithmetic.FAST, 1, 10, 2, 10_000_000))
                .withMessageContaining("10000000 hidden units")
                .withMessageMatching("(?s).*needs \\d{15,} bytes.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LSTM.requireMemory(Arithmetic.FAST, 1, 10, 2, Long.MAX_VALUE / 4))
                .withMessageContaining("more than 9223372036854775806 bytes");
    }
}
