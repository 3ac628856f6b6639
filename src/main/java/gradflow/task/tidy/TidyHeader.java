package gradflow.task.tidy;

import gradflow.mistake.UserMistake;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns {@code sequence,time,<inputs…>,<labels…>}; labels are those named label…. */
record TidyHeader(List<String> columns, List<Integer> features, List<Integer> labels) {
    private static final String SEQUENCE = "sequence";
    private static final String TIME = "time";
    private static final String LABEL = "label";
    private static final String NEEDED = "; needed: sequence,time,<inputs…>,label";

    static TidyHeader of(List<String> columns, String place) {
        if (columns.size() < 2
                || !columns.get(0).equals(SEQUENCE)
                || !columns.get(1).equals(TIME)) {
            throw new UserMistake(
                    place
                            + "the header begins with "
                            + columns.stream().limit(2).toList()
                            + NEEDED);
        }
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (column.isEmpty() || !names.add(column)) {
                throw new UserMistake(
                        place + "the header has '" + column + "' twice or without a name" + NEEDED);
            }
        }
        List<Integer> labels = where(columns, true);
        List<Integer> features = where(columns, false);
        if (labels.isEmpty() || features.isEmpty()) {
            throw new UserMistake(
                    place
                            + "the header names no "
                            + (labels.isEmpty() ? "label" : "inputs")
                            + NEEDED);
        }
        return new TidyHeader(columns, features, labels);
    }

    private static List<Integer> where(List<String> columns, boolean isLabel) {
        return IntStream.range(2, columns.size())
                .filter(i -> columns.get(i).startsWith(LABEL) == isLabel)
                .boxed()
                .toList();
    }
}
