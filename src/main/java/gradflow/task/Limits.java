package gradflow.task;

import gradflow.mistake.UserMistake;

/** What a task's settings may be; messages name the setting, its value and what is allowed. */
public final class Limits {
    private Limits() {}

    /**
     * Refuses sequences that are too short.
     *
     * @param task the task in words, as in {@code latch}
     */
    public static void sequenceLength(String task, int sequenceLength, int least) {
        if (sequenceLength < least) {
            throw new UserMistake(
                    "sequenceLength must be at least %d for %s, not %d"
                            .formatted(least, task, sequenceLength));
        }
    }

    /** Refuses a choice of classes where a task has but its own number of them. */
    static void ownClasses(String task, int classes, int own) {
        if (classes != 0 && classes != own) {
            throw new UserMistake(
                    "classes must be 0 (its own) or %d for %s, not %d"
                            .formatted(own, task, classes));
        }
    }

    /** Refuses a choice of classes where a task has none. */
    static void noClasses(String task, int classes) {
        if (classes != 0) {
            throw new UserMistake(
                    "classes must be 0 (it has none) for %s, not %d".formatted(task, classes));
        }
    }
}
