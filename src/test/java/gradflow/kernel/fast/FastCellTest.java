package gradflow.kernel.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FastCellTest {

    @ParameterizedTest
    @CsvSource({"SIMPLE_RNN, 0", "LSTM, 5", "GRU, 4", "GRU_RESET_BEFORE, 4", "LEAKY_RNN, 1"})
    void bytesPerTimeStepAreAsDocumented(FastCell cell, int a) {
        long perStep = cell.bytes(32, 1001, 2, 128) - cell.bytes(32, 1000, 2, 128);
        assertThat(perStep).isEqualTo(4L * 32 * (2 + (2 + a) * 128));
    }

    @ParameterizedTest
    @CsvSource({"NORMALIZED_RNN, 0, 1", "NORMALIZED_LSTM, 5, 4", "NORMALIZED_GRU, 4, 3"})
    void normalisationKeepsTheProducts(FastCell cell, int a, int gates) {
        long perStep = cell.bytes(32, 1001, 2, 128) - cell.bytes(32, 1000, 2, 128);
        long plain = 4L * 32 * (2 + (2 + a) * 128);
        assertThat(perStep).isEqualTo(plain + 8L * gates * 32 * 129);
    }

    @ParameterizedTest
    @EnumSource
    void usualSizesFit(FastCell cell) {
        assertThatCode(() -> cell.requireMemory(32, 1000, 32, 128)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void refusesTooManyStepsWithTheBytesThatTheyNeed(FastCell cell) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.requireMemory(32, 1_000_000_000, 2, 128))
                .withMessageContaining("1000000000 time steps")
                .withMessageMatching("(?s).*needs \\d{13,} bytes.*may use \\d+.*");
    }

    @ParameterizedTest
    @EnumSource
    void refusesTooManyHiddenUnits(FastCell cell) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.requireMemory(1, 10, 2, 10_000_000))
                .withMessageContaining("10000000 hidden units")
                .withMessageMatching("(?s).*needs \\d{15,} bytes.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.requireMemory(1, 10, 2, Long.MAX_VALUE / 4))
                .withMessageContaining("more than 9223372036854775806 bytes");
    }
}
