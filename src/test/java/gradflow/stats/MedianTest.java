package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheMiddleOrTheMeanOfTheTwoInIt() {
        assertThat(Median.of(5, 1, 3)).isEqualTo(3);
        assertThat(Median.of(4, 1, 3, 100)).isEqualTo(3.5);
        assertThat(Median.of()).isNaN();
        assertThat(Median.of(Double.POSITIVE_INFINITY, 1, 2)).isEqualTo(2);
        assertThat(Median.of(-0.0, -0.0, 0.0)).isEqualTo(-0.0);
        assertThat(Median.of(0.0, -0.0)).isEqualTo(0.0);
        assertThat(Median.of(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    }
}
