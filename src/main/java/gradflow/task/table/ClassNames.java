package gradflow.task.table;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The classes of a table: numbers by their value before all others, words by their letters. */
final class ClassNames {
    private final TreeSet<String> names =
            new TreeSet<>(
                    Comparator.comparingDouble(ClassNames::number)
                            .thenComparing(Comparator.naturalOrder()));

    void add(String name) {
        names.add(name);
    }

    /** All of them; the number of a class is its index. */
    List<String> list() {
        return List.copyOf(names);
    }

    private static double number(String name) {
        try {
            return Double.parseDouble(name);
        } catch (NumberFormatException word) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
