package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.List;

/**
 * What is learned.
 *
 * @param task its name
 * @param sequenceLength T, time steps of every sequence
 * @param classes that are told apart, for tasks that leave a choice; 0 for the task's own
 * @param dataPath a file or folder of the user's, for tasks that read one; empty for the data that
 *     come with the project or the system
 * @param table how a user's own table is read, for tasks on one
 * @param lag steps between the inputs that belong together, for the task that is about a known lag;
 *     0 for the task's own
 */
public record TaskSettings(
        String task,
        int sequenceLength,
        int classes,
        String dataPath,
        @JsonUnwrapped TableSettings table,
        int lag) {
    /** Settings that a manifest tells only where they are not at their defaults. */
    static final List<String> TOLD_IF_CHANGED = List.of("lag");

    /** What holds where an experiment file says nothing else. */
    static final TaskSettings DEFAULTS = new TaskSettings("digits", 64, 0, "");

    /**
     * Checks what can be checked without the task.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TaskSettings {
        Check.atLeastOne("sequenceLength", sequenceLength);
        Check.that(classes >= 0, "classes must be 0 (the task's own) or above, not " + classes);
        Check.that(lag >= 0, "lag must be 0 (the task's own) or above, not " + lag);
    }

    /**
     * A task without a lag of its own.
     *
     * @param task its name
     * @param sequenceLength T
     * @param classes 0 for the task's own
     * @param dataPath empty for the data that come with the project or the system
     * @param table how a user's own table is read
     */
    public TaskSettings(
            String task, int sequenceLength, int classes, String dataPath, TableSettings table) {
        this(task, sequenceLength, classes, dataPath, table, 0);
    }

    /**
     * A task that reads no table of its own.
     *
     * @param task its name
     * @param sequenceLength T
     * @param classes 0 for the task's own
     * @param dataPath empty for the data that come with the project or the system
     */
    public TaskSettings(String task, int sequenceLength, int classes, String dataPath) {
        this(task, sequenceLength, classes, dataPath, TableSettings.DEFAULTS);
    }
}
