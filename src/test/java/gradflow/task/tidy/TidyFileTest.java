package gradflow.task.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences with named columns, and what is wrong with a line. */
class TidyFileTest {
    private static final String HEADER = "sequence,time,x,y,label\n";

    @Test
    void linesOfASequenceBecomeItsSteps() {
        List<TidySequence> sequences =
                TidyFile.parse(HEADER + "a,1,0.5,2,\na,2.5,1,-3,1\n\nb,0,4,5,0\n", "f");
        assertThat(sequences).extracting(TidySequence::id).containsExactly("a", "b");
        assertThat(sequences).extracting(TidySequence::length).containsExactly(2, 1);
        assertThat(sequences.get(0).features().get(1)).containsExactly(1, -3);
        assertThat(sequences.get(0).labels().get(0)).containsExactly(Double.NaN);
        assertThat(sequences.get(1).labels().get(0)).containsExactly(0);
    }

    @Test
    void labelsAreTheColumnsThatAreNamedSo() {
        List<TidySequence> sequences =
                TidyFile.parse("sequence,time,label_up,x,label_down\na,1,1,2,3\n", "f");
        assertThat(sequences.get(0).features().get(0)).containsExactly(2);
        assertThat(sequences.get(0).labels().get(0)).containsExactly(1, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1,2,3| f: line 2: 4 values for 5 columns",
                "a,1,2,x,0| f: line 2: y must be a finite decimal number, not 'x'",
                "a,1,2,1e999,0| f: line 2: y must be a finite decimal number, not '1e999'",
                "a,1,,3,0| f: line 2: x must be a finite decimal number, not ''",
                "a,1,1,1,1;a,1,1,1,1| f: line 3: time 1.0 is not after 1.0, the time of the line before",
                "a,1,1,1,1;b,1,1,1,1;a,2,1,1,1| f: line 4: sequence 'a' has no name or stood further above; the lines of a sequence have to be together",
                ",1,1,1,1| f: line 2: sequence '' has no name or stood further above; the lines of a sequence have to be together",
            })
    void aLineThatIsNotAsItShouldBeIsNamed(String lines, String message) {
        assertThatThrownBy(() -> TidyFile.parse(HEADER + lines.replace(';', '\n'), "f"))
                .isInstanceOf(UserMistake.class)
                .hasMessage(message.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,sequence,x,label| f: line 1: the header begins with [time, sequence]; needed: sequence,time,<inputs…>,label",
                "sequence,time,label| f: line 1: the header names no inputs; needed: sequence,time,<inputs…>,label",
                "sequence,time,x| f: line 1: the header names no label; needed: sequence,time,<inputs…>,label",
                "sequence,time,x,x,label| f: line 1: the header has 'x' twice or without a name; needed: sequence,time,<inputs…>,label",
            })
    void aHeaderThatIsNotAsItShouldBeIsNamed(String header, String message) {
        assertThatThrownBy(() -> TidyFile.parse(header + "\na,1,1,1,1\n", "f"))
                .isInstanceOf(UserMistake.class)
                .hasMessage(message.strip());
    }

    @Test
    void aFileWithoutLinesIsRefused() {
        for (String text : new String[] {"", HEADER}) {
            assertThatThrownBy(() -> TidyFile.parse(text, "f"))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("f: has no lines");
        }
    }
}
