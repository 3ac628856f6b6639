package gradflow.task;

import gradflow.spec.Nearest;
import gradflow.spec.UserMistake;
import java.nio.file.Path;
import java.util.List;

/** The tasks by name. */
public final class Tasks {
    private static final List<String> NAMES = List.of(DigitsTask.NAME, RecallTask.NAME);

    private Tasks() {}

    /**
     * The task of that name, its data loaded and checked.
     *
     * @param sequenceLength T, time steps of every sequence
     * @param data the folder with the data sets
     * @throws UserMistake if there is no such task, it has no sequences of that length, or its data
     *     are missing or damaged
     */
    public static Task create(String name, int sequenceLength, Path data) {
        return switch (name) {
            case DigitsTask.NAME -> {
                DigitsTask.checkLength(sequenceLength);
                yield new DigitsTask(Digits.load(data.resolve("digits.csv")), sequenceLength);
            }
            case RecallTask.NAME -> new RecallTask(sequenceLength);
            default ->
                    throw new UserMistake(
                            "unknown task '" + name + "'; " + Nearest.hint(name, NAMES));
        };
    }
}
