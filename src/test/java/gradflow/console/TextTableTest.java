package gradflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void textsStandLeftAndNumbersRight() {
        TextTable table = new TextTable().text("cell").number("ms").number("of peak");
        table.row("LSTM", "10.25", "31%");
        table.row("SimpleRnn", "3.1", "8%");
        assertThat(table.lines())
                .containsExactly(
                        "cell          ms  of peak",
                        "LSTM       10.25      31%",
                        "SimpleRnn    3.1       8%");
    }

    @Test
    void withoutHeadingsThereIsNoLineOfThem() {
        TextTable table = new TextTable().text("").text("");
        table.row("a", "b");
        assertThat(table.lines()).containsExactly("a  b");
        assertThat(new TextTable().text("").lines()).isEmpty();
    }

    @Test
    void aLongLastTextIsBrokenAtBlanks() {
        TextTable table = new TextTable().text("").text("");
        table.row("confirmed", "word ".repeat(30).strip());
        table.row("refuted", "short");
        List<String> lines = table.lines();
        assertThat(lines).hasSize(4).allMatch(line -> line.length() <= TextTable.WIDTH);
        assertThat(lines.get(0)).startsWith("confirmed  word word").hasSize(80);
        assertThat(lines.get(1)).startsWith(" ".repeat(11) + "word");
        assertThat(lines.get(3)).isEqualTo("refuted    short");
        assertThat(String.join(" ", lines.subList(0, 3)).replaceAll(" +", " "))
                .isEqualTo("confirmed " + "word ".repeat(30).strip());
    }

    @Test
    void numbersThatDoNotFitStandBelowTheirText() {
        TextTable table = new TextTable().text("condition").number("loss").number("horizon");
        String condition =
                "cell=SimpleRnn,hiddenActivation=relu,initialization=identity,mitigation=none";
        table.row(condition, "0.5", "63");
        table.row("cell=GRU", "12.25", "7");
        assertThat(table.lines())
                .containsExactly(
                        "condition",
                        "     loss  horizon",
                        condition,
                        "      0.5       63",
                        "cell=GRU",
                        "    12.25        7");
    }

    @Test
    void manyNumbersTakeSeveralLines() {
        TextTable table = new TextTable().text("cell");
        String[] row = new String[21];
        row[0] = "GRU";
        for (int i = 1; i < row.length; i++) {
            table.number("column" + i);
            row[i] = Integer.toString(i);
        }
        table.row(row);
        List<String> lines = table.lines();
        assertThat(lines).allMatch(line -> line.length() <= TextTable.WIDTH);
        assertThat(String.join(" ", lines).strip().split(" +")).hasSize(42).startsWith("cell");
        assertThat(lines.get(0)).isEqualTo("cell");
        assertThat(lines).hasSize(8);
    }

    @Test
    void aTextLongerThanALineIsLeftWhole() {
        String condition = "x".repeat(100);
        TextTable table = new TextTable().text("condition").number("n");
        table.row(condition, "1");
        assertThat(table.lines()).containsExactly("condition", "    n", condition, "    1");
    }

    @Test
    void aCharacterCountsOnceHoweverItIsEncoded() {
        TextTable table = new TextTable().text("").number("");
        table.row("\uD835\uDF03", "1");
        table.row("ab", "2");
        assertThat(table.lines()).containsExactly("\uD835\uDF03   1", "ab  2");
    }

    @Test
    void everyRowHasACellForEveryColumn() {
        TextTable table = new TextTable().text("a").number("b");
        assertThatThrownBy(() -> table.row("1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got 1 cells; needs 2");
    }
}
