package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import org.junit.jupiter.api.Test;

class OverridesTest {

    @Test
    void aValueMayBeAList() {
        Overrides overrides = Overrides.parse("seeds=[1, 2],hiddenSize=32, task=digits");
        assertThat(overrides.values().toString())
                .isEqualTo("{seeds=[1,2], hiddenSize=32, task=\"digits\"}");
    }

    @Test
    void whatIsNotKeyAndValueIsRefusedInOneLine() {
        for (String text :
                new String[] {"hiddenSize", "=3", "hiddenSize=", "a=1,a=2", "a=[1,2", ""}) {
            assertThatThrownBy(() -> Overrides.parse(text))
                    .as(text)
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("-Dset")
                    .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
        }
    }
}
