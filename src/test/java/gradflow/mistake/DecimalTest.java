package gradflow.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-12, -12",
        "+3, 3",
        "0.5, 0.5",
        ".5, 0.5",
        "5., 5",
        "1.0e-3, 0.001",
        "1E3, 1000",
    })
    void decimalNumbersAreRead(String text, double value) {
        assertThat(Decimal.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " 1", "1 ", "0x10", "0x1p3", "1_000", "010", "0b1", "0o7", "1f", "1d", "1L",
                "NaN", "Infinity", ".nan", "-.inf", "12:30", "yes", "1,5", "٢", "４", ".", "e5", "1e"
            })
    void otherNumbersOfJavaAndYamlAreNot(String text) {
        assertThat(Decimal.parse(text)).isEmpty();
    }
}
