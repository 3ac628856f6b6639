package gradflow;

import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds -D properties that were probably meant as one of ours: other case, up to two edits, or
 * another word for it. A property that nobody reads would be passed over in silence.
 */
final class Spelling {
    private static final int EDITS = 2;
    private static final Map<String, String> OTHER_WORDS =
            Map.of(
                    "experiment", "exp",
                    "experiments", "exp",
                    "output", "out",
                    "settings", "set");

    /** Names without a dot that the JVM, Maven and its plugins know. */
    private static final Set<String> OTHERS = Set.of("basedir", "env", "skipTests", "test");

    private final List<String> ours;

    Spelling(List<String> ours) {
        this.ours = ours;
    }

    /**
     * Checks the names of all properties.
     *
     * @throws UserMistake if one of them is nearly ours
     */
    void check(Set<String> names) {
        for (String name : new TreeSet<>(names)) {
            // The properties of the JVM, of Maven and of libraries have dots.
            if (!ours.contains(name) && !OTHERS.contains(name) && !name.contains(".")) {
                for (String known : ours) {
                    refuse(name, known);
                }
            }
        }
    }

    private static void refuse(String name, String known) {
        if (known.equals(OTHER_WORDS.get(name.toLowerCase(Locale.ROOT)))
                || Nearest.distance(name, known) <= EDITS) {
            throw new UserMistake("-D" + name + " is unknown; did you mean -D" + known + "?");
        }
    }
}
