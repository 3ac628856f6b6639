package gradflow.model;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;

/**
 * What is learned.
 *
 * @param task its name
 * @param sequenceLength T, time steps of every sequence
 * @param classes that are told apart, for tasks that leave a choice; 0 for the task's own
 * @param dataPath a file or folder of the user's, for tasks that read one; empty for the data that
 *     come with the project or the system
 */
public record TaskSettings(String task, int sequenceLength, int classes, String dataPath) {
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
    }
}
