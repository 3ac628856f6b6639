package gradflow.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be said about an answer.
 *
 * @param right whether all of it is right
 * @param lines a sentence for each thing that is not
 */
record Grade(boolean right, List<String> lines) {
    /**
     * Largest error that is right, as a share of the gradient's largest entry: central differences
     * are exact to about 1e-10, and a mistake changes far more than this.
     */
    private static final double TOLERANCE = 1e-6;

    /** A mistake has to explain all of them. */
    private static final long[] SEEDS = {1, 2, 3};

    static <E> Grade of(Exercise<E> exercise) {
        List<Map<String, double[]>> answers = new ArrayList<>();
        for (long seed : SEEDS) {
            try {
                Gradients given =
                        exercise.answer().get().backward(exercise.question().example(seed));
                answers.add(given == null ? Map.of() : given.values());
            } catch (Unsolved unsolved) {
                return new Grade(false, List.of("not begun; it asks for " + asked(exercise)));
            } catch (RuntimeException | StackOverflowError thrown) {
                return new Grade(false, List.of("threw " + thrown + place(exercise, thrown)));
            }
        }
        return compared(exercise, answers);
    }

    private static <E> String asked(Exercise<E> exercise) {
        Question<E> question = exercise.question();
        return String.join(
                ", ",
                question.variables(question.example(SEEDS[0])).stream()
                        .map(v -> "%s (%s)".formatted(question.label(v.name()), v.shape()))
                        .toList());
    }

    private static String place(Exercise<?> exercise, Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> (exercise.file() + ".java").equals(frame.getFileName()))
                .findFirst()
                .map(
                        frame ->
                                " in line %d of %s.java"
                                        .formatted(frame.getLineNumber(), exercise.file()))
                .orElse("");
    }

    private static <E> Grade compared(Exercise<E> exercise, List<Map<String, double[]>> answers) {
        Question<E> question = exercise.question();
        List<E> examples = Arrays.stream(SEEDS).mapToObj(question::example).toList();
        List<Map<String, double[]>> right = examples.stream().map(question::right).toList();
        List<Variable> variables = question.variables(examples.get(0));
        // By sentence, so that one mistake that shows in several gradients is told once.
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<Map<String, Map<String, double[]>>> wrong = null;
        for (Variable variable : variables) {
            String name = variable.name();
            String sentence = malformed(variable, answers);
            if (sentence == null && all(answers, right, name)) {
                continue;
            }
            if (sentence == null) {
                if (wrong == null) {
                    wrong = examples.stream().map(question::wrong).toList();
                }
                sentence = mistake(variable, answers, right, wrong);
            }
            found.computeIfAbsent(sentence, key -> new ArrayList<>()).add(question.label(name));
        }
        List<String> lines = new ArrayList<>();
        found.forEach((sentence, names) -> lines.add(line(sentence, names)));
        answers.get(0).keySet().stream()
                .filter(name -> variables.stream().noneMatch(v -> v.name().equals(name)))
                .forEach(name -> lines.add("%s is not asked for".formatted(question.label(name))));
        return new Grade(lines.isEmpty(), lines);
    }

    private static String line(String sentence, List<String> names) {
        String first = names.get(0) + " " + sentence;
        return names.size() == 1
                ? first
                : first + "; so it is with " + String.join(", ", names.subList(1, names.size()));
    }

    private static String malformed(Variable variable, List<Map<String, double[]>> answers) {
        for (Map<String, double[]> answer : answers) {
            double[] given = answer.get(variable.name());
            if (given == null) {
                return "is missing";
            }
            if (given.length != variable.values().length) {
                return "has %d numbers; it must be %s".formatted(given.length, variable.shape());
            }
            if (!Arrays.stream(given).allMatch(Double::isFinite)) {
                return "has a number that is not finite";
            }
        }
        return null;
    }

    private static String mistake(
            Variable variable,
            List<Map<String, double[]>> answers,
            List<Map<String, double[]>> right,
            List<Map<String, Map<String, double[]>>> wrong) {
        String name = variable.name();
        for (String sentence : wrong.get(0).keySet()) {
            List<Map<String, double[]>> candidate =
                    wrong.stream().map(sentences -> sentences.get(sentence)).toList();
            // What looks like the right gradient in all examples explains nothing.
            if (candidate.stream().allMatch(one -> one != null && one.containsKey(name))
                    && !all(candidate, right, name)
                    && all(answers, candidate, name)) {
                return sentence;
            }
        }
        double[] given = answers.get(0).get(name);
        double[] expected = right.get(0).get(name);
        int worst = 0;
        for (int i = 0; i < given.length; i++) {
            if (Math.abs(given[i] - expected[i]) > Math.abs(given[worst] - expected[worst])) {
                worst = i;
            }
        }
        return String.format(
                Locale.ROOT,
                "is wrong in no way that is known here: %s%.6g where it should be %.6g",
                variable.place(worst) + (variable.place(worst).isEmpty() ? "" : " is "),
                given[worst],
                expected[worst]);
    }

    private static boolean all(
            List<Map<String, double[]>> some, List<Map<String, double[]>> others, String name) {
        for (int i = 0; i < some.size(); i++) {
            if (!close(some.get(i).get(name), others.get(i).get(name))) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(double[] some, double... others) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < some.length; i++) {
            difference = Math.max(difference, Math.abs(some[i] - others[i]));
            size = Math.max(size, Math.max(Math.abs(some[i]), Math.abs(others[i])));
        }
        return difference <= TOLERANCE * Math.max(size, TOLERANCE);
    }
}
