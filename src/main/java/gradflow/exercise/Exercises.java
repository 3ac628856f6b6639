package gradflow.exercise;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.exercise.answer.GlobalNormClipping;
import gradflow.exercise.answer.GradientHorizon;
import gradflow.exercise.answer.GruBackward;
import gradflow.exercise.answer.JanetBptt;
import gradflow.exercise.answer.LstmBackward;
import gradflow.exercise.answer.MaskedBptt;
import gradflow.exercise.answer.SimpleRnnBptt;
import gradflow.exercise.answer.SoftmaxCrossEntropy;
import gradflow.exercise.answer.TanhStepBackward;
import gradflow.exercise.answer.TruncatedBptt;
import gradflow.exercise.question.GruStep;
import gradflow.exercise.question.Horizon;
import gradflow.exercise.question.JanetSequence;
import gradflow.exercise.question.LstmStep;
import gradflow.exercise.question.NormClipping;
import gradflow.exercise.question.SimpleRnnSequence;
import gradflow.exercise.question.SoftmaxOutput;
import gradflow.exercise.question.TanhStep;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The exercises of a course, and what is said about their answers. */
public final class Exercises {
    /** What stands for them among the experiments. */
    public static final String NAME = "exercise";

    private static final String FOLDER = "src/main/java/gradflow/exercise/answer/";

    /** All of them, by number. */
    static final List<Exercise<?>> ALL =
            List.of(
                    new Exercise<>(
                            1,
                            "One step of tanh, with numbers",
                            "TanhStepBackward",
                            new Derivative<>(new TanhStep()),
                            TanhStepBackward::new),
                    new Exercise<>(
                            2,
                            "Softmax with cross-entropy",
                            "SoftmaxCrossEntropy",
                            new Derivative<>(new SoftmaxOutput()),
                            SoftmaxCrossEntropy::new),
                    new Exercise<>(
                            3,
                            "Backpropagation through time in a simple recurrent network",
                            "SimpleRnnBptt",
                            new Derivative<>(SimpleRnnSequence.whole()),
                            SimpleRnnBptt::new),
                    new Exercise<>(
                            4,
                            "Truncated backpropagation with a carried state",
                            "TruncatedBptt",
                            new Derivative<>(SimpleRnnSequence.inSegments()),
                            TruncatedBptt::new),
                    new Exercise<>(
                            5,
                            "Clipping by the global norm",
                            "GlobalNormClipping",
                            new NormClipping(),
                            GlobalNormClipping::new),
                    new Exercise<>(
                            6,
                            "How far back a gradient reaches",
                            "GradientHorizon",
                            new Horizon(),
                            GradientHorizon::new),
                    new Exercise<>(
                            7,
                            "One step of an LSTM",
                            "LstmBackward",
                            new Derivative<>(new LstmStep()),
                            LstmBackward::new),
                    new Exercise<>(
                            8,
                            "One step of a GRU, reset after the product",
                            "GruBackward",
                            new Derivative<>(new GruStep()),
                            GruBackward::new),
                    new Exercise<>(
                            9,
                            "Backpropagation through time with a mask",
                            "MaskedBptt",
                            new Derivative<>(SimpleRnnSequence.masked()),
                            MaskedBptt::new),
                    new Exercise<>(
                            10,
                            "Backpropagation through time in JANET",
                            "JanetBptt",
                            new Derivative<>(new JanetSequence()),
                            JanetBptt::new));

    private Exercises() {}

    /**
     * Looks at the answers and says what is wrong, each thing in a line.
     *
     * @param settings {@code exercise}, a number or a list of them; without it all are looked at
     * @param out where the lines go
     * @return 0 if all of them are right, else 1
     * @throws UserMistake if there is another setting, or no exercise of a number
     */
    public static int check(Map<String, JsonNode> settings, PrintStream out) {
        settings.keySet()
                .forEach(
                        key ->
                                Check.that(
                                        key.equals(NAME),
                                        "-Dset: beside -Dexp=exercise there is exercise=N alone,"
                                                + " not "
                                                + key));
        Set<Integer> numbers = numbers(settings.get(NAME));
        return check(
                ALL.stream()
                        .filter(e -> numbers.isEmpty() || numbers.contains(e.number()))
                        .toList(),
                out::println);
    }

    private static Set<Integer> numbers(JsonNode value) {
        Set<Integer> numbers = new TreeSet<>();
        if (value == null) {
            return numbers;
        }
        for (JsonNode number : value.isArray() ? value : List.of(value)) {
            Check.that(
                    number.isInt() && number.intValue() >= 1 && number.intValue() <= ALL.size(),
                    "-Dset: exercise must be between 1 and %d, or a list such as [1,3], not %s"
                            .formatted(ALL.size(), value));
            numbers.add(number.intValue());
        }
        Check.that(!numbers.isEmpty(), "-Dset: exercise has no number");
        return numbers;
    }

    /** The lines about some exercises; 0 if all of them are right, else 1. */
    static int check(List<Exercise<?>> exercises, Consumer<String> out) {
        int right = 0;
        for (Exercise<?> exercise : exercises) {
            Grade grade = Grade.of(exercise);
            String title = exercise.number() + ": " + exercise.title();
            out.accept(grade.right() ? "right    " + title : "to do    " + title);
            for (String line : grade.lines()) {
                out.accept("exercise %d: %s".formatted(exercise.number(), line));
            }
            if (!grade.right()) {
                out.accept("         " + FOLDER + exercise.file() + ".java");
            }
            right += grade.right() ? 1 : 0;
        }
        out.accept("%d of %d exercises are right".formatted(right, exercises.size()));
        return right == exercises.size() ? 0 : 1;
    }
}
