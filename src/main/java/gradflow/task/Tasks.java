package gradflow.task;

import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.TaskSettings;
import gradflow.task.generated.AddingTask;
import gradflow.task.generated.CopyMemoryTask;
import gradflow.task.generated.LaggedXorTask;
import gradflow.task.generated.LatchTask;
import gradflow.task.generated.ParityTask;
import gradflow.task.generated.RecallTask;
import gradflow.task.generated.TemporalOrderTask;
import gradflow.task.images.Digits;
import gradflow.task.images.DigitsTask;
import gradflow.task.table.TableTask;
import gradflow.task.text.CharactersTask;
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
                    LaggedXorTask.NAME,
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
     * @return ready to give batches
     * @throws UserMistake if there is no such task, it has no sequences of that length or not that
     *     many classes, or its data are missing or damaged
     */
    public static Task create(TaskSettings settings, Path data) {
        String name = settings.task();
        int sequenceLength = settings.sequenceLength();
        int classes = settings.classes();
        check(settings);
        Optional<Task> real =
                TableTask.isNamedIn(settings)
                        ? Optional.of(TableTask.load(settings))
                        : RealTasks.create(name, sequenceLength, settings.dataPath(), data);
        if (real.isPresent()) {
            Limits.ownClasses(name, classes, real.get().outputSize());
            return real.get();
        }
        return switch (name) {
            case AddingTask.NAME -> new AddingTask(sequenceLength);
            case CopyMemoryTask.NAME -> new CopyMemoryTask(sequenceLength, symbols(classes));
            case DigitsTask.NAME ->
                    new DigitsTask(Digits.load(data.resolve("digits.csv")), sequenceLength);
            case LaggedXorTask.NAME -> new LaggedXorTask(sequenceLength, settings.lag());
            case LatchTask.NAME -> new LatchTask(sequenceLength);
            case ParityTask.NAME -> new ParityTask(sequenceLength);
            case RecallTask.NAME -> new RecallTask(sequenceLength);
            case TemporalOrderTask.NAME -> new TemporalOrderTask(sequenceLength, orders(classes));
            default -> throw new IllegalStateException(name);
        };
    }

    /**
     * Refuses settings that no task could have, without reading or drawing any data.
     *
     * @param settings name, length and what else belongs to it; a path that is needed may still be
     *     missing
     * @throws UserMistake if there is no such task, it has no sequences of that length or not that
     *     many classes, or it has data of its own and is given a path
     */
    public static void check(TaskSettings settings) {
        String name = settings.task();
        int length = settings.sequenceLength();
        int classes = settings.classes();
        Check.that(
                names().contains(name),
                "unknown task '" + name + "'; " + Nearest.hint(name, names()));
        if (NAMES.contains(name)) {
            RealTasks.refuseDataPath(name, settings.dataPath());
        }
        TableTask.check(settings);
        Check.that(
                settings.lag() == 0 || name.equals(LaggedXorTask.NAME),
                "lag must be left out for %s; only %s has one, not %d"
                        .formatted(name, LaggedXorTask.NAME, settings.lag()));
        switch (name) {
            case AddingTask.NAME -> {
                Limits.noClasses(name, classes);
                AddingTask.checkLength(length);
            }
            case CopyMemoryTask.NAME -> CopyMemoryTask.check(length, symbols(classes));
            case DigitsTask.NAME -> {
                Limits.ownClasses(name, classes, Digits.CLASSES);
                DigitsTask.checkLength(length);
            }
            case LaggedXorTask.NAME -> {
                Limits.ownClasses(name, classes, LaggedXorTask.CLASSES);
                LaggedXorTask.check(length, settings.lag());
            }
            case LatchTask.NAME -> {
                Limits.ownClasses(name, classes, LatchTask.CLASSES);
                LatchTask.checkLength(length);
            }
            case ParityTask.NAME -> {
                Limits.ownClasses(name, classes, ParityTask.CLASSES);
                ParityTask.checkLength(length);
            }
            case RecallTask.NAME -> Limits.ownClasses(name, classes, RecallTask.BITS);
            case TemporalOrderTask.NAME -> TemporalOrderTask.check(length, orders(classes));
            default -> RealTasks.check(name, length, settings.dataPath());
        }
    }

    /**
     * Whether a network that has learned it can write text.
     *
     * @return true of the tasks on text
     */
    public static boolean isText(String name) {
        return name.equals(CharactersTask.NAME);
    }

    private static int symbols(int classes) {
        return classes == 0 ? CopyMemoryTask.SYMBOLS : classes;
    }

    private static int orders(int classes) {
        return classes == 0 ? TemporalOrderTask.CLASSES : classes;
    }

    private static List<String> names() {
        return Stream.concat(NAMES.stream(), RealTasks.names().stream()).sorted().toList();
    }
}
