package gradflow.results;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The names and values of columns as a record's components give them. */
public final class Columns {
    private Columns() {}

    /** {@code gradHiddenL2} becomes {@code grad_hidden_l2}. */
    public static String name(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** The columns of a record. */
    public static List<String> names(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(Columns::name)
                .toList();
    }

    /** The values of a record, column by column. */
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
