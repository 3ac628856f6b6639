package gradflow.results;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The names and values of columns as a record's components give them. */
public final class Columns {
    private static final String MEASURED = "actual_";

    private Columns() {}

    /**
     * {@code gradHiddenL2} becomes {@code grad_hidden_l2}.
     *
     * @return in snake_case
     */
    public static String name(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /**
     * Columns of which no two have one name: where a measured column is called as a factor of the
     * grid before it is, such as {@code hidden_size}, it becomes {@code actual_hidden_size}.
     *
     * @return as many names, each once
     */
    public static List<String> distinct(List<String> columns) {
        List<String> distinct = new ArrayList<>();
        columns.forEach(
                column -> distinct.add(distinct.contains(column) ? MEASURED + column : column));
        return distinct;
    }

    /**
     * Where a measured column is, by the name that it has unless a factor has it; or −1.
     *
     * @return counted from 0
     */
    public static int indexOfMeasured(List<String> columns, String column) {
        int renamed = columns.indexOf(MEASURED + column);
        return renamed < 0 ? columns.indexOf(column) : renamed;
    }

    /**
     * The columns of a record.
     *
     * @return in snake_case, in the order of its components
     */
    public static List<String> names(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(Columns::name)
                .toList();
    }

    /**
     * The values of a record, column by column.
     *
     * @return in the order of its components
     */
    public static List<Object> values(Record row) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                values.add(component.getAccessor().invoke(row));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(component + " cannot be read", impossible);
            }
        }
        return values;
    }
}
