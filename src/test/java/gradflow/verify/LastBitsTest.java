package gradflow.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastBitsTest {

    private static List<String> differences(String one, String other) throws Exception {
        return LastBits.differences(json(one), json(other));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void fastArithmeticMayDifferWithItsSurroundings() throws Exception {
        String one = "{\"openblas\":\"A\",\"environment\":{\"OMP\":null},\"jdk\":\"17\"}";
        assertThat(differences(one, one)).isEmpty();
        assertThat(differences(one, one.replace("\"A\"", "\"B\"")))
                .containsExactly("openblas: A, now B");
        assertThat(differences(one, one.replace("null", "\"4\"")))
                .containsExactly("OMP: not set, now 4");
        assertThat(differences("{\"jdk\":\"17\"}", one)).contains("openblas: not recorded, now A");
    }

    @Test
    void portableArithmeticHasNoExcuse() throws Exception {
        String one = "{\"arithmetic\":\"portable\",\"openblas\":\"A\"}";
        assertThat(differences(one, one.replace("A", "B"))).isEmpty();
        assertThat(differences(one, "{\"openblas\":\"A\"}"))
                .containsExactly("arithmetic: portable, now fast");
    }
}
