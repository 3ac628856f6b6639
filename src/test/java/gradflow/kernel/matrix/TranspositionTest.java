package gradflow.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranspositionTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 0",
        "3, 5, 0, 0",
        "5, 3, 2, 0",
        "7, 9, 0, 4",
        "1025, 130, 0, 0",
        "700, 131, 3, 5",
        "2, 70001, 1, 1",
        "70001, 2, 0, 3"
    })
    void turnsRowsIntoColumns(int rows, int columns, int gapBefore, int gapAfter) {
        int sourceStride = columns + gapBefore;
        int targetStride = rows + gapAfter;
        float[] source = new float[rows * sourceStride];
        for (int i = 0; i < source.length; i++) {
            source[i] = i + 1;
        }
        NativeMatrix from = new NativeMatrix();
        from.reserve(rows, sourceStride);
        from.write(0, rows, source);
        int length = columns * targetStride;
        NativeMatrix to = new NativeMatrix();
        to.reserve(columns, targetStride);
        to.zero(0, columns);
        new Transposition().copy(from.at(0), sourceStride, rows, columns, to.at(0), targetStride);
        float[] found = new float[length];
        to.read(0, columns, found);
        float[] wanted = new float[length];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                wanted[column * targetStride + row] = source[row * sourceStride + column];
            }
        }
        // What lies between the target's rows stays as it was.
        assertThat(found).isEqualTo(wanted);
    }
}
