package gradflow.mistake;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Names what was probably meant by a word that is unknown. */
public final class Nearest {
    private Nearest() {}

    /**
     * The end of an error message: the nearest known word, and all of them.
     *
     * @param unknown the word that is none of them
     * @param known the words that are allowed
     * @return such as {@code did you mean 'cell'? (known: cell, task)}
     */
    public static String hint(String unknown, Collection<String> known) {
        String all = "known: " + String.join(", ", known);
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(unknown, word)))
                .filter(word -> isNear(unknown, word))
                .map(word -> "did you mean '" + word + "'? (" + all + ")")
                .orElse(all);
    }

    /** Not where no character would be left: 5 was not meant as 3. */
    private static boolean isNear(String unknown, String word) {
        int edits = distance(unknown, word);
        return edits < unknown.length() && edits <= Math.max(2, unknown.length() / 2);
    }

    /**
     * Levenshtein's distance without regard to case: insertions, deletions, replacements.
     *
     * @param one a word
     * @param other a word
     * @return the fewest edits that make one of the other
     */
    public static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
