package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML can say and experiments do not is one printable line that names the keys. */
class PlainYamlTest {

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> PlainYaml.check(text))
                .as(text)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message)
                .satisfies(
                        mistake ->
                                assertThat(mistake.getMessage())
                                        .doesNotContain(
                                                "\n", "\u001b", "gradflow.", "org.", "java.")
                                        .hasSizeLessThanOrEqualTo(500));
    }

    /** Whatever the key, and however the nothing is written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            question:                     | question
            grid: [~]                     | grid.1
            grid: [{cell: null}]          | grid.1.cell
            grid: [{cell: [LSTM, ]}, {}]  | -
            grid: [{cell: [LSTM, Null]}]  | grid.1.cell.2
            fixed: {mitigation: NULL}     | fixed.mitigation
            fixed: {gateBias: }           | fixed.gateBias
            fixed: {profileIterations: [0, null]} | fixed.profileIterations.2
            claims: [null]                | claims.1
            claims: [{condition: {cell: ~}}] | claims.1.condition.cell
            baseline: {cell: null}        | baseline.cell
            quick: {hiddenSize: null}     | quick.hiddenSize
            seeds: [1, ~]                 | seeds.2
            """)
    void nothingIsNoValue(String line, String keys) {
        String text = "type: training\n" + line + "\n";
        if (keys.equals("-")) {
            assertThatCode(() -> PlainYaml.check(text)).doesNotThrowAnyException();
        } else {
            refused(text, "line 2: " + keys + ": has no value; give one, or leave it out");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x10", "1_000", "010", "0b11", ".nan", ".NaN", ".inf", "-.INF", "1_0.5"})
    void numbersAreDecimal(String number) {
        refused("a: 1\nb: [2, " + number + "]\n", "line 2: b.2: '" + number + "' is not a decimal");
    }

    @Test
    void numbersAreFinite() {
        refused("a: 1e999", "a: '1e999' is beyond the largest number");
        assertThatCode(() -> PlainYaml.check("[0, -1, +2, 3.5, .5, 5., 1e3, 1.0E-3]"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\n---\nb: 2\n",
                "a: 1\n---\na: 1\n",
                "a: 1\n...\n---\nb: 2\n",
                "a: 1\n---\n",
                "---\na: 1\n--- 3\n",
                "[1]\n---\n[2]\n",
                "x\n---\ny\n"
            })
    void thereIsOneDocument(String text) {
        refused(text, "another document begins ('---'); one is allowed");
    }

    @Test
    void oneDocumentMayBeMarked() {
        assertThatCode(() -> PlainYaml.check("--- # mine\na: 1\n...\n")).doesNotThrowAnyException();
    }

    @Test
    void noReferencesAndNoTags() {
        refused("a: &x [1]\nb: *x\n", "line 1: a: anchors (&x) and aliases (*x) are not allowed");
        refused("a: 1\nb: *x\n", "line 2: b: anchors (&x) and aliases (*x) are not allowed");
        refused("a: 1\nb: !!java.net.URL [x]\n", "line 2: b: tags (!x) are not allowed");
        refused("!!javax.script.ScriptEngineManager [x]", "tags (!x) are not allowed");
    }

    /** Line breaks, ANSI codes, NUL, direction marks, and what takes no room. */
    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r", "\\e[31m", "\\0", "\\t", "\\u202E", "\\u200B", "\\u2028"})
    void everyCharacterIsSeen(String escape) {
        refused("a: 1\nb: {c: \"x" + escape + "y\"}", "line 2: b.c: 'x\\");
        refused("a: 1\n\"x" + escape + "y\": 1", "has a character that is not printable");
        refused("\"x" + escape + "y\"", "'x\\");
    }

    @Test
    void linesMayBeFolded() {
        refused("q: >\n  one\n  two\n", "'one two\\n' has a character that is not printable");
        assertThatCode(() -> PlainYaml.check("q: >-\n  one\n  two\nr: a\n  b\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void emptyTextsAreRefused() {
        for (String text : new String[] {"", "\n\n", "# nothing\n", "---\n", "~", "null"}) {
            assertThatThrownBy(() -> PlainYaml.check(text))
                    .as(text)
                    .isInstanceOf(UserMistake.class);
        }
    }

    /** Nothing grows or recurses without bounds, however deep or long the text is. */
    @Test
    void hostileTextsAreRefusedAtOnce() {
        String deep = "[".repeat(500_000);
        String keys = "{a: ".repeat(200_000);
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
        String word = "? " + "y".repeat(900_000) + "\n: z: 1";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (String text : new String[] {deep, keys, bomb, word}) {
                        assertThatThrownBy(() -> Yaml.read(text, ExperimentFile.class))
                                .isInstanceOf(UserMistake.class);
                    }
                });
    }
}
