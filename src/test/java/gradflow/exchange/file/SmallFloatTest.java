package gradflow.exchange.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallFloatTest {
    private static final SmallFloat HALF = new SmallFloat(5, 10);
    private static final SmallFloat BFLOAT = new SmallFloat(8, 7);

    @ParameterizedTest
    @CsvSource({"5, 10", "8, 7"})
    void everyPatternComesBack(int exponentBits, int fractionBits) {
        SmallFloat format = new SmallFloat(exponentBits, fractionBits);
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = format.decode(bits);
            if (Double.isNaN(value)) {
                assertThat(format.decode(format.encode(value))).isNaN();
            } else {
                assertThat(format.encode(value)).as("%s", value).isEqualTo(bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3c00",
        "-2, c000",
        "65504, 7bff",
        "65519.99, 7bff",
        "65520, 7c00",
        "1e300, 7c00",
        "5.960464477539063e-8, 0001",
        "2.9802322387695312e-8, 0000",
        "2.99e-8, 0001",
        "0.333251953125, 3555",
        "-0.0, 8000",
        "1.00048828125, 3c00",
        "1.00146484375, 3c02",
        "6.097555160522461e-5, 03ff",
        "6.103515625e-5, 0400",
        "1e-300, 0000",
    })
    void halvesAreRoundedToNearestTiesToEven(double value, String bits) {
        assertThat(HALF.encode(value)).isEqualTo(Integer.parseInt(bits, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3f80",
        "3.3895313892515355e38, 7f7f",
        "3.4e38, 7f80",
        "1.00390625, 3f80",
        "1.01171875, 3f82",
        "9.183549615799121e-41, 0001"
    })
    void bfloatsAreRoundedToNearestTiesToEven(double value, String bits) {
        assertThat(BFLOAT.encode(value)).isEqualTo(Integer.parseInt(bits, 16));
    }

    /** A bfloat is the upper half of a float. */
    @ParameterizedTest
    @CsvSource({"3f80", "c2f7", "0001", "7f80", "8000"})
    void aBfloatIsHalfAFloat(String bits) {
        int pattern = Integer.parseInt(bits, 16);
        assertThat(BFLOAT.decode(pattern)).isEqualTo(Float.intBitsToFloat(pattern << 16));
    }
}
