package gradflow.task;

import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import gradflow.model.TaskSettings;
import gradflow.task.generated.AddingTask;
import gradflow.task.generated.CopyMemoryTask;
import gradflow.task.generated.LatchTask;
import gradflow.task.generated.ParityTask;
import gradflow.task.generated.RecallTask;
import gradflow.task.generated.TemporalOrderTask;
import gradflow.task.images.Digits;
import gradflow.task.images.DigitsTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks by name. */
public final class Tasks {
    private static final List<String> NAMES =
            List.of(
                    AddingTask.NAME,
                    CopyMemoryTask.NAME,
                    DigitsTask.NAME,
                    LatchTask.NAME,
                    ParityTask.NAME,
                    RecallTask.NAME,
                    TemporalOrderTask.NAME);

    private Tasks() {}

    /**
     * The task of that name, its data loaded and checked.
     *
     * @param settings name, length and what else belongs to it
     * @param data the folder with the data sets
     * @throws UserMistake if there is no such task, it has no sequences of that length or not that
     *     many classes, or its data are missing or damaged
     */
    public static Task create(TaskSettings settings, Path data) {
        String name = settings.task();
        int sequenceLength = settings.sequenceLength();
        int classes = settings.classes();
        Optional<Task> real = RealTasks.create(name, sequenceLength, settings.dataPath(), data);
        if (real.isPresent()) {
            Limits.ownClasses(name, classes, real.get().outputSize());
            return real.get();
        }
        if (NAMES.contains(name)) {
            RealTasks.refuseDataPath(name, settings.dataPath());
        }
        return switch (name) {
            case AddingTask.NAME -> {
                Limits.noClasses(name, classes);
                yield new AddingTask(sequenceLength);
            }
            case CopyMemoryTask.NAME ->
                    new CopyMemoryTask(
                            sequenceLength, classes == 0 ? CopyMemoryTask.SYMBOLS : classes);
            case DigitsTask.NAME -> {
                Limits.ownClasses(name, classes, Digits.CLASSES);
                DigitsTask.checkLength(sequenceLength);
                yield new DigitsTask(Digits.load(data.resolve("digits.csv")), sequenceLength);
            }
            case LatchTask.NAME -> {
                Limits.ownClasses(name, classes, LatchTask.CLASSES);
                yield new LatchTask(sequenceLength);
            }
            case ParityTask.NAME -> {
                Limits.ownClasses(name, classes, ParityTask.CLASSES);
                yield new ParityTask(sequenceLength);
            }
            case RecallTask.NAME -> {
                Limits.ownClasses(name, classes, RecallTask.BITS);
                yield new RecallTask(sequenceLength);
            }
            case TemporalOrderTask.NAME ->
                    new TemporalOrderTask(
                            sequenceLength, classes == 0 ? TemporalOrderTask.CLASSES : classes);
            default ->
                    throw new UserMistake(
                            "unknown task '" + name + "'; " + Nearest.hint(name, names()));
        };
    }

    private static List<String> names() {
        return Stream.concat(NAMES.stream(), RealTasks.names().stream()).sorted().toList();
    }
}
