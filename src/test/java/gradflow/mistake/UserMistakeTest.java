package gradflow.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserMistakeTest {

    @Test
    void whateverIsQuotedTheMessageIsOnePrintableLine() {
        UserMistake mistake = new UserMistake("'a\nb\r\u001b[31m\u200bé'").in("x\u2028y");
        assertThat(mistake).hasMessage("x\\u2028y: 'a\\nb\\u000d\\u001b[31m\\u200bé'");
    }

    /** The place stands in front, what is allowed at the end. */
    @Test
    void itIsNeverLongAndLosesItsMiddle() {
        String quoted = "place: '" + "x".repeat(50_000) + "' is not a number";
        assertThat(new UserMistake(quoted).in("file").getMessage())
                .hasSizeLessThanOrEqualTo(500)
                .startsWith("file: place: 'xxx")
                .contains("x…x")
                .endsWith("xxx' is not a number");
        assertThat(new UserMistake("\n".repeat(50_000)).getMessage())
                .hasSizeLessThanOrEqualTo(500)
                .startsWith("\\n\\n")
                .doesNotContain("\n");
        assertThat(new UserMistake("a".repeat(249) + "😀".repeat(300)).getMessage())
                .hasSizeLessThanOrEqualTo(500)
                .doesNotContain("\\u");
    }
}
