package gradflow.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.mistake.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Right answers pass, wrong ones are told what is wrong with them. */
class ExercisesTest {

    static IntStream numbers() {
        return IntStream.rangeClosed(1, 10);
    }

    private static String check(String settings, int status) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Map<String, com.fasterxml.jackson.databind.JsonNode> given =
                settings.isEmpty()
                        ? Map.of()
                        : Map.of(
                                settings.substring(0, settings.indexOf('=')),
                                new ObjectMapper()
                                        .readTree(settings.substring(settings.indexOf('=') + 1)));
        assertThat(Exercises.check(given, out)).isEqualTo(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void thereAreTenInOrder() {
        assertThat(Exercises.ALL.stream().map(Exercise::number))
                .containsExactlyElementsOf(numbers().boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aRightAnswerIsRight(int number) {
        assertThat(Grade.of(Solutions.answered(number, Solutions.NONE)))
                .isEqualTo(new Grade(true, List.of()));
    }

    /** Solutions are not given away. */
    @ParameterizedTest
    @MethodSource("numbers")
    void asTheyComeNoneIsSolvedAndEachSaysWhatItAsksFor(int number) throws Exception {
        Exercise<?> exercise = Exercises.ALL.get(number - 1);
        assertThat(check("exercise=" + number, 1))
                .contains("to do    " + number + ": " + exercise.title())
                .contains("exercise " + number + ": not begun; it asks for ")
                .contains("src/main/java/gradflow/exercise/answer/" + exercise.file() + ".java")
                .endsWith("0 of 1 exercises are right" + System.lineSeparator());
        Path file = Path.of("src/main/java/gradflow/exercise/answer", exercise.file() + ".java");
        String source = Files.readString(file);
        assertThat(source).contains("Exercise " + number + ".").contains("throw new Unsolved();");
        String asked = Grade.of(exercise).lines().get(0);
        for (String name : asked(source)) {
            assertThat(asked).contains(name + " (");
        }
    }

    private static List<String> asked(String source) {
        return Stream.of(source.split("\\.put\\(\""))
                .skip(1)
                .map(part -> part.substring(0, part.indexOf('"')))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | no slope | ∂L/∂w lacks the derivative of tanh; so it is with ∂L/∂u, ∂L/∂b, ∂L/∂h0",
                "1 | slope at value | ∂L/∂w takes the derivative of tanh at its value, not at its argument; so it is with ∂L/∂u, ∂L/∂b, ∂L/∂h0",
                "1 | missing | ∂L/∂u is missing",
                "1 | too many | ∂L/∂x is not asked for",
                "1 | later | ∂L/∂u takes the state after the step, not the one before it",
                "1 | sign | ∂L/∂h0 has the wrong sign",
                "2 | no label | ∂L/∂V lacks the path through the label y; so it is with ∂L/∂c, ∂L/∂h",
                "2 | no softmax | ∂L/∂V lacks the path through the softmax's sum; so it is with ∂L/∂c, ∂L/∂h",
                "2 | diagonal | ∂L/∂V lacks the path through the other classes; so it is with ∂L/∂c, ∂L/∂h",
                "2 | sign | ∂L/∂V has the wrong sign; so it is with ∂L/∂c, ∂L/∂h",
                "2 | transposed | ∂L/∂V is transposed",
                "3 | no loss at 2 | ∂L/∂W lacks the path through the loss at step t = 2; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "3 | no slope | ∂L/∂W lacks the derivative of tanh; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "3 | W overwritten | ∂L/∂W lacks the steps before t = 4",
                "3 | later | ∂L/∂U takes the state after the step, not the one before it",
                "3 | no step 3 | ∂L/∂U lacks the step t = 3",
                "3 | transposed | ∂L/∂U is transposed",
                "3 | U turned | ∂L/∂W goes back through U as it stands, not through U transposed; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "3 | b averaged | ∂L/∂b is averaged over the 4 steps, not summed",
                "3 | stops at 3 | ∂L/∂W lacks the path through the previous state at step t = 3; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "4 | goes on | ∂L/∂W goes on through the border of a segment, where it must stop; so it is with ∂L/∂U, ∂L/∂b",
                "4 | no carry | ∂L/∂U lacks the path through the carried state",
                "4 | no slope | ∂L/∂W lacks the derivative of tanh; so it is with ∂L/∂U, ∂L/∂b",
                "5 | squared | clipped ∂L/∂W is clipped by the square of the norm; so it is with clipped ∂L/∂b",
                "5 | always | clipped ∂L/∂W is scaled though it is shorter than the threshold; so it is with clipped ∂L/∂b",
                "5 | own | clipped ∂L/∂b is clipped by its own norm, not by that of all gradients",
                "5 | by value | clipped ∂L/∂W is clipped number by number, which turns it",
                "6 | strict | horizon leaves out a norm of exactly a thousandth",
                "6 | first | horizon stops at the first norm below the thousandth, though it comes back",
                "6 | T steps | perStep takes the root of all T, but there are T − 1 steps back",
                "7 | no lossByC | ∂L/∂W lacks the path through the cell state's later steps (lossByC); so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0, ∂L/∂c0",
                "7 | no o | ∂L/∂W lacks the factor o, the output gate; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0, ∂L/∂c0",
                "7 | f at value | ∂L/∂W takes the derivative of the forget gate's σ at its value, not at its argument; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "7 | no slope of i | ∂L/∂W lacks the derivative of the input gate's σ; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "7 | no f | ∂L/∂c0 lacks the factor f, the forget gate",
                "7 | no output gate | ∂L/∂W lacks the path through the output gate; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "8 | no 1 - z | ∂L/∂W lacks the factor 1 − z; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂c, ∂L/∂h0",
                "8 | no reset gate | ∂L/∂W lacks the path through the reset gate; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂c, ∂L/∂h0",
                "8 | no r | ∂L/∂U lacks the factor r, the reset gate; so it is with ∂L/∂c, ∂L/∂h0",
                "8 | no kept | ∂L/∂h0 lacks the path through the state kept by the update gate",
                "9 | all steps | ∂L/∂W is divided by all steps, not by those that count; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "9 | sum | ∂L/∂W is the sum over the steps, not their mean; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "9 | no mask | ∂L/∂W goes on through a masked step, where it must stop; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "9 | stops at mask | ∂L/∂W lacks the path through the state kept at a masked step; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "10 | no write | ∂L/∂W lacks the path through 1 − σ(s − 1); so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "10 | no kept | ∂L/∂W lacks the path through the state kept by the forget gate; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0",
                "10 | only kept | ∂L/∂W lacks the path through h_{t−1}·U; so it is with ∂L/∂U, ∂L/∂b, ∂L/∂h0"
            })
    void aWrongAnswerIsToldWhatIsWrong(int number, String slip, String sentence) {
        Exercise<?> exercise = Solutions.answered(number, slip);
        assertThat(Grade.of(exercise)).isEqualTo(new Grade(false, List.of(sentence)));
        List<String> said = new ArrayList<>();
        assertThat(Exercises.check(List.of(exercise), said::add)).isEqualTo(1);
        assertThat(said).contains("exercise %d: %s".formatted(number, sentence));
    }

    /** Two things are wrong at once: what came along no path, and what is left of h0. */
    @Test
    void withoutTimeTheStateBeforeTheSequenceGetsNothing() {
        assertThat(Grade.of(Solutions.answered(3, "no time")).lines())
                .containsExactly(
                        "∂L/∂W lacks the path through the previous state; so it is with ∂L/∂U,"
                                + " ∂L/∂b",
                        "∂L/∂h0 is zero everywhere");
    }

    @Test
    void allRightIsExitStatusZero() {
        List<Exercise<?>> answered =
                numbers()
                        .<Exercise<?>>mapToObj(i -> Solutions.answered(i, Solutions.NONE))
                        .toList();
        List<String> said = new ArrayList<>();
        assertThat(Exercises.check(answered, said::add)).isZero();
        assertThat(said).hasSize(11).endsWith("10 of 10 exercises are right");
    }

    @Test
    void whatThrowsOrHasTheWrongShapeIsTold() {
        assertThat(answer(e -> null))
                .containsExactly("∂L/∂w is missing; so it is with ∂L/∂u, ∂L/∂b, ∂L/∂h0");
        assertThat(answer(e -> new Gradients().put("w", Double.NaN)))
                .contains("∂L/∂w has a number that is not finite");
        assertThat(answer(e -> new Gradients().put("w", new double[2])))
                .contains("∂L/∂w has 2 numbers; it must be a number");
        assertThat(
                        answer(
                                e -> {
                                    throw new ArrayIndexOutOfBoundsException("Index 4");
                                }))
                .containsExactly("threw java.lang.ArrayIndexOutOfBoundsException: Index 4");
        assertThat(answer(e -> new Gradients().put("w", 7.5)).get(0))
                .matches(
                        "∂L/∂w is wrong in no way that is known here: 7.50000 where it should be .+");
    }

    @SuppressWarnings("unchecked")
    private static List<String> answer(
            Backward<gradflow.exercise.question.TanhStep.Example> backward) {
        Exercise<gradflow.exercise.question.TanhStep.Example> first =
                (Exercise<gradflow.exercise.question.TanhStep.Example>) Exercises.ALL.get(0);
        return Grade.of(first.answeredBy(backward)).lines();
    }

    @Test
    void someAreChosenByNumber() throws Exception {
        assertThat(check("exercise=[3,1]", 1))
                .contains("exercise 1: ", "exercise 3: ", "0 of 2 exercises are right")
                .doesNotContain("exercise 2: ");
        assertThat(check("", 1)).contains("0 of 10 exercises are right");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exercise=0",
                "exercise=11",
                "exercise=\"x\"",
                "exercise=[]",
                "exercise=1.5",
                "seeds=1"
            })
    void otherSettingsAreMistakes(String settings) {
        assertThatThrownBy(() -> check(settings, 2))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("-Dset: ");
    }
}
