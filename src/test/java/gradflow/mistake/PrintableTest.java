package gradflow.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void whatIsSeenIsPrintable() {
        assertThat("aé漢😀 σ²≥'\"\\".codePoints()).allMatch(Printable::is);
        assertThat("\n\r\t\0\u001b\u007f\u0085\u200b\u202e\u2028\ufeff\ue000".codePoints())
                .noneMatch(Printable::is);
        assertThat(Printable.is(0xD800)).isFalse();
    }

    @Test
    void allElseIsEscaped() {
        assertThat(Printable.line("a\nb\u001b[1m\u202e")).isEqualTo("a\\nb\\u001b[1m\\u202e");
    }
}
