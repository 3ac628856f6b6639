package gradflow.results;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table: its name and what stands in it, declared in one place.
 *
 * @param <R> what a row is made of
 * @param name snake_case, with units or norms in the name
 * @param isNumber whether it holds numbers, about which claims may be made
 * @param value of a row: text, whole number, double, truth value, or null
 */
public record Column<R>(String name, boolean isNumber, Function<R, Object> value) {

    /**
     * A column of numbers.
     *
     * @return a column that claims may be made about
     */
    public static <R> Column<R> number(String name, Function<R, Object> value) {
        return new Column<>(name, true, value);
    }

    /**
     * A column of texts or truth values.
     *
     * @return a column that no claim is made about
     */
    public static <R> Column<R> text(String name, Function<R, Object> value) {
        return new Column<>(name, false, value);
    }

    /**
     * The file with these columns and a line for each row; a column that is called as one before it
     * gets another name, as {@link Columns#distinct} says.
     *
     * @return a table with the values of every row
     */
    public static <R> Table table(String fileName, List<Column<R>> columns, List<R> rows) {
        return new Table(
                fileName,
                Columns.distinct(columns.stream().map(Column::name).toList()),
                rows.stream().map(row -> values(columns, row)).toList());
    }

    private static <R> List<Object> values(List<Column<R>> columns, R row) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(column.value().apply(row)));
        return values;
    }
}
