package gradflow.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void distanceIsLevenshteins() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("saturday", "sunday")).isEqualTo(3);
        assertThat(Nearest.distance("Horizon", "horizon")).isZero();
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void theNearestIsNamedWhenItIsNear() {
        List<String> known = List.of("vanishing", "horizon");
        assertThat(Nearest.hint("vanshing", known)).startsWith("did you mean 'vanishing'?");
        assertThat(Nearest.hint("5", List.of("3", "4"))).isEqualTo("known: 3, 4");
        assertThat(Nearest.hint("q", known)).isEqualTo("known: vanishing, horizon");
    }
}
