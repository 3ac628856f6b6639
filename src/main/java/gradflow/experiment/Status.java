package gradflow.experiment;

import java.util.Locale;

/** What became of a run. */
public enum Status {
    /** The task's solve rule was met, or what was to be measured was measured. */
    SOLVED,
    /** Trained to the end without meeting it. */
    UNSOLVED,
    /** Stopped because a number was no longer finite. */
    DIVERGED,
    /** Stopped by an exception. */
    FAILED;

    /**
     * The word in runs.csv.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
