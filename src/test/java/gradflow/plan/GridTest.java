package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import gradflow.mistake.UserMistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {

    private static List<JsonNode> values(int... values) {
        return java.util.Arrays.stream(values).<JsonNode>mapToObj(IntNode::new).toList();
    }

    @Test
    void axesAreCombinedAndSettingsOfOneAxisChangeTogether() {
        Map<String, List<JsonNode>> pair = new LinkedHashMap<>();
        pair.put("a", values(1, 2));
        pair.put("b", values(10, 20));
        Grid grid = new Grid(List.of(pair, Map.of("c", values(7, 8, 9))));

        List<String> conditions = grid.conditions().stream().map(Object::toString).toList();

        assertThat(conditions)
                .containsExactly(
                        "{a=1, b=10, c=7}",
                        "{a=1, b=10, c=8}",
                        "{a=1, b=10, c=9}",
                        "{a=2, b=20, c=7}",
                        "{a=2, b=20, c=8}",
                        "{a=2, b=20, c=9}");
    }

    @Test
    void listsOfOneAxisHaveOneLength() {
        Map<String, List<JsonNode>> pair = new LinkedHashMap<>();
        pair.put("a", values(1, 2));
        pair.put("b", values(10));
        assertThatThrownBy(() -> new Grid(List.of(pair)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("b has 1 values, but 2 are needed");
    }

    @Test
    void anAxisWithoutValuesIsRefused() {
        assertThatThrownBy(() -> new Grid(List.of(Map.of("a", values()))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("a has no values");
        assertThatThrownBy(() -> new Grid(List.of(Map.of())))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("an axis is empty");
    }

    /** What else stands on the axis, and what it was beside the values that are wanted. */
    @Test
    void whoChangesOneSettingOfAnAxisIsToldTheOthers() {
        Map<String, List<JsonNode>> axis = new LinkedHashMap<>();
        axis.put("a", values(1, 2, 3));
        axis.put("b", values(10, 20, 30));
        axis.put("c", values(7, 8, 9));
        Grid grid = new Grid(List.of(axis));
        assertThatThrownBy(() -> grid.with(Map.of("a", values(2))))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "a changes together with b, c; give 1 value to each, for example a=2,b=20,c=8");
        assertThatThrownBy(() -> grid.with(Map.of("b", values(30, 5))))
                .hasMessageEndingWith(
                        "give 2 values to each, for example a=[3,1],b=[30,5],c=[9,7]");
        assertThat(grid.with(Map.of("b", values(4, 5, 6))).conditions()).hasSize(3);
    }
}
