package gradflow.report.drawing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.report.data.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a figure shows: named columns of texts and numbers. */
public final class FigureRows {
    private static final int DIGITS = 5;
    private final List<String> columns;
    private final List<Object[]> rows = new ArrayList<>();

    /**
     * Rows to come.
     *
     * @param columns their names
     */
    public FigureRows(String... columns) {
        this.columns = List.of(columns);
    }

    /**
     * Adds a row.
     *
     * @param values a text or a number for every column; NaN for none
     */
    public void add(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(Arrays.toString(values) + " for " + columns);
        }
        rows.add(values);
    }

    /**
     * How many there are.
     *
     * @return rows
     */
    public int size() {
        return rows.size();
    }

    /**
     * Whether there is none.
     *
     * @return true if no row was added
     */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The values of a column.
     *
     * @return one for each row
     */
    public List<Object> column(String name) {
        int index = columns.indexOf(name);
        return rows.stream().map(row -> row[index]).toList();
    }

    /**
     * A value of a row.
     *
     * @return a number or a text
     */
    public Object value(int row, String column) {
        return rows.get(row)[columns.indexOf(column)];
    }

    /**
     * The names of the columns.
     *
     * @return in their order
     */
    public java.util.Set<String> columns() {
        return java.util.Set.copyOf(columns);
    }

    /**
     * Whether a column is there.
     *
     * @return true if rows have it
     */
    public boolean has(String column) {
        return columns.contains(column);
    }

    /**
     * The texts of a column, each once, in the order of the rows.
     *
     * @return texts
     */
    public List<String> distinct(String column) {
        return column(column).stream().map(String::valueOf).distinct().toList();
    }

    /**
     * Columns rather than rows, every text once, so that it is short; numbers keep five digits.
     *
     * @return an object per column: {@code d}, its texts, and {@code i}, which of them; or {@code
     *     v}, its numbers
     */
    public ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        for (String name : columns) {
            List<Object> values = column(name);
            boolean isText = values.stream().anyMatch(String.class::isInstance);
            json.set(name, isText ? texts(values) : numbers(values));
        }
        return json;
    }

    private static ObjectNode texts(List<Object> values) {
        ObjectNode column = new ObjectMapper().createObjectNode();
        Map<String, Integer> places = new LinkedHashMap<>();
        ArrayNode indices = column.putArray("i");
        values.forEach(
                value -> {
                    int next = places.size();
                    Integer place = places.putIfAbsent(String.valueOf(value), next);
                    indices.add(place == null ? next : place);
                });
        ArrayNode texts = column.putArray("d");
        places.keySet().forEach(texts::add);
        return column;
    }

    private static ObjectNode numbers(List<Object> values) {
        ObjectNode column = new ObjectMapper().createObjectNode();
        ArrayNode numbers = column.putArray("v");
        for (Object value : values) {
            if (value instanceof Integer whole) {
                numbers.add(whole);
            } else if (value instanceof Double number && Double.isFinite(number)) {
                double rounded = Numbers.rounded(number, DIGITS).doubleValue();
                if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9) {
                    numbers.add((long) rounded);
                } else {
                    numbers.add(rounded);
                }
            } else {
                numbers.addNull();
            }
        }
        return column;
    }
}
