package gradflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RandomStreamTest {

    /** Whoever changes one of these has to rerun what is drawn from it. */
    @ParameterizedTest
    @CsvSource({
        "START, 5",
        "INPUTS, -6",
        "GUESSES, -6",
        "GRADIENT_NOISE, -6",
        "TEXT, 5",
        "WALK, 5",
        "WORKLOAD, 5",
        "EXAMPLE, 5",
        "PATHS, 5",
        "ORDER, 5"
    })
    void committedResultsDependOnEveryStart(RandomStream stream, long start) {
        assertThat(stream.of(5).nextLong()).isEqualTo(new Random(start).nextLong());
        assertThat(stream.splittable(5).nextLong())
                .isEqualTo(new SplittableRandom(start).nextLong());
    }

    @Test
    void committedResultsDependOnTheStreamsOfData() {
        assertThat(
                        new long[] {
                            RandomStream.trainingBatch(5, 3).nextLong(),
                            RandomStream.epoch(5, 3).nextLong(),
                            RandomStream.validation().nextLong(),
                            RandomStream.test().nextLong(),
                            RandomStream.recallBatch(5, 3).nextLong(),
                            RandomStream.recallValidation().nextLong(),
                            RandomStream.recallTest().nextLong()
                        })
                .containsExactly(
                        6689558809179789634L,
                        6689558809179789634L,
                        -626514475073864584L,
                        -487143297120330572L,
                        -8907268043857616917L,
                        4961115982468162243L,
                        4962768461389879075L);
    }

    /** What the class says about seed and ~seed; within a run the two are not correlated. */
    @ParameterizedTest
    @EnumSource(names = {"INPUTS", "GUESSES", "GRADIENT_NOISE"})
    void complementarySeedsAreAMirror(RandomStream stream) {
        for (int n = 1; n <= 50; n++) {
            assertThat(sum(stream, 1, n)).isEqualTo(sum(stream, 77, n), within(1e-6));
        }
    }

    private static double sum(RandomStream stream, long seed, int n) {
        Random one = RandomStream.START.of(seed);
        Random other = stream.of(seed);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = one.nextFloat() + other.nextFloat();
        }
        // Half a turn away from 0, so that rounding does not take a sum from 1 to 0.
        return Math.abs(sum % 1 - 0.5);
    }
}
