package gradflow.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserMistakeTest {

    @Test
    void whateverIsQuotedTheMessageIsOnePrintableLine() {
        UserMistake mistake = new UserMistake("'a\nb\r\u001b[31m\u200bé'").in("x\u2028y");
        assertThat(mistake).hasMessage("x\\u2028y: 'a\\nb\\u000d\\u001b[31m\\u200bé'");
    }

    @Test
    void itIsNeverLong() {
        assertThat(new UserMistake("x".repeat(50_000)).in("y").getMessage())
                .hasSize(1000)
                .endsWith("…");
    }
}
