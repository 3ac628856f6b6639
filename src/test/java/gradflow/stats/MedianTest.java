package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheMiddleOrTheMeanOfTheTwoInIt() {
        assertThat(Median.of(5, 1, 3)).isEqualTo(3);
        assertThat(Median.of(4, 1, 3, 100)).isEqualTo(3.5);
        assertThat(Median.of()).isNaN();
    }
}
