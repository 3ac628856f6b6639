package gradflow.verify;

import gradflow.results.StoredTable;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The values of a file against those of its reference, row by row. */
final class TableComparison {
    private static final int LONGEST = 60;
    private final StoredTable reference;
    private final StoredTable other;

    TableComparison(StoredTable reference, StoredTable other) {
        this.reference = reference;
        this.other = other;
    }

    /**
     * The first difference: row (1 is the first after the header), column, both values, and how
     * many doubles lie between them, in units in the last place. Nothing if all values are the
     * same.
     */
    Optional<String> firstDifference() {
        if (!reference.columns().equals(other.columns())) {
            return Optional.of(columns());
        }
        int rows = Math.min(reference.rows().size(), other.rows().size());
        int differing = 0;
        String first = null;
        for (int row = 0; row < rows; row++) {
            if (!reference.rows().get(row).equals(other.rows().get(row))) {
                differing++;
                first = first == null ? inRow(row) : first;
            }
        }
        if (first != null) {
            return Optional.of(first + "; %d of %d rows differ".formatted(differing, rows));
        }
        if (reference.rows().size() != other.rows().size()) {
            return Optional.of(
                    "%d rows instead of %d; the first %d are the same"
                            .formatted(other.rows().size(), reference.rows().size(), rows));
        }
        return Optional.empty();
    }

    private String columns() {
        List<String> gone =
                reference.columns().stream().filter(c -> !other.columns().contains(c)).toList();
        List<String> added =
                other.columns().stream().filter(c -> !reference.columns().contains(c)).toList();
        if (gone.isEmpty() && added.isEmpty()) {
            return "the columns have another order";
        }
        return "other columns: %s gone, %s new".formatted(gone, added);
    }

    private String inRow(int row) {
        List<String> expected = reference.rows().get(row);
        List<String> found = other.rows().get(row);
        if (expected.size() != found.size()) {
            return "row %d has %d values instead of %d"
                    .formatted(row + 1, found.size(), expected.size());
        }
        int column = 0;
        while (expected.get(column).equals(found.get(column))) {
            column++;
        }
        String name =
                column < reference.columns().size()
                        ? reference.columns().get(column)
                        : "column " + (column + 1);
        String run = reference.value(row, "run_id");
        return "row %d%s, %s: %s is %s%s"
                .formatted(
                        row + 1,
                        run.isEmpty() ? "" : " (" + run + ")",
                        name,
                        text(expected.get(column)),
                        text(found.get(column)),
                        ulps(expected.get(column), found.get(column)));
    }

    private static String text(String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Text that is the same number differs in how it is written: 0 units. */
    private static String ulps(String expected, String found) {
        Optional<Double> one = number(expected);
        Optional<Double> other = number(found);
        if (one.isEmpty() || other.isEmpty()) {
            return "";
        }
        BigInteger distance = order(one.get()).subtract(order(other.get())).abs();
        return " (%s ULP)".formatted(distance);
    }

    /** Doubles in the order of their values, numbered one by one; both zeros are 0. */
    private static BigInteger order(double value) {
        long bits = Double.doubleToLongBits(value);
        return BigInteger.valueOf(bits < 0 ? -(bits & Long.MAX_VALUE) : bits);
    }

    /** The finite number that a text is. */
    static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException word) {
            return Optional.empty();
        }
    }
}
