package gradflow.report.drawing;

import gradflow.stats.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Numbers that belong together, mostly those of the seeds of a condition. */
public final class Groups {
    private final Map<List<Object>, List<Double>> groups = new LinkedHashMap<>();

    /**
     * The middle and the ends of a group.
     *
     * @param median of its numbers
     * @param low the smallest
     * @param high the largest
     * @param count how many there are
     */
    public record Spread(double median, double low, double high, int count) {}

    /** Adds a number to the group of a key; NaN is nothing. */
    public void add(double value, Object... key) {
        if (!Double.isNaN(value)) {
            groups.computeIfAbsent(List.of(key), k -> new ArrayList<>()).add(value);
        }
    }

    /**
     * How many groups there are.
     *
     * @return 0 or more
     */
    public int size() {
        return groups.size();
    }

    /** Each group, in the order in which they began. */
    public void each(BiConsumer<List<Object>, Spread> action) {
        groups.forEach(
                (key, values) -> {
                    double[] numbers =
                            values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
                    action.accept(
                            key,
                            new Spread(
                                    Median.of(numbers),
                                    numbers[0],
                                    numbers[numbers.length - 1],
                                    numbers.length));
                });
    }

    /**
     * The spread of a group; null if there is none.
     *
     * @return over its numbers
     */
    public Spread of(Object... key) {
        List<Double> values = groups.get(Arrays.asList(key));
        if (values == null) {
            return null;
        }
        Groups one = new Groups();
        values.forEach(value -> one.add(value, "one"));
        Spread[] spread = new Spread[1];
        one.each((k, found) -> spread[0] = found);
        return spread[0];
    }
}
