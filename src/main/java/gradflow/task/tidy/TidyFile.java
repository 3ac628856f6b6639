package gradflow.task.tidy;

import gradflow.mistake.Decimal;
import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads sequences of a CSV with the columns {@code sequence,time,<inputs…>,<labels…>}: a line for
 * each time step, the lines of a sequence together and in the order of their times. Columns whose
 * names begin with {@code label} are labels; an empty label means that the step has none.
 */
public final class TidyFile {
    private static final String HINT =
            "a CSV with the columns sequence,time,<inputs…>,label is needed";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setTrim(true).setIgnoreEmptyLines(true).get();

    private final List<TidySequence> sequences = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private TidyHeader header;
    private List<double[]> features = new ArrayList<>();
    private List<double[]> labels = new ArrayList<>();
    private String id;
    private double time;

    private TidyFile() {}

    /**
     * The sequences of a file.
     *
     * @param file a CSV as it is or as {@code .gz}, in UTF-8
     * @return at least one, each with at least one time step, in the order of the file
     * @throws UserMistake if it cannot be read, or a line is not as it should be
     */
    public static List<TidySequence> read(Path file) {
        return parse(DataFile.decode(DataFile.read(file, HINT), file.toString()), file.toString());
    }

    static List<TidySequence> parse(String text, String place) {
        TidyFile file = new TidyFile();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            for (CSVRecord row : parser) {
                file.line(row.toList(), place + ": line " + parser.getCurrentLineNumber() + ": ");
            }
        } catch (IOException | UncheckedIOException malformed) {
            throw new UserMistake(place + ": is no CSV; " + HINT, malformed);
        }
        file.endSequence();
        if (file.sequences.isEmpty()) {
            throw new UserMistake(place + ": has no lines; " + HINT);
        }
        return List.copyOf(file.sequences);
    }

    private void line(List<String> values, String place) {
        if (header == null) {
            header = TidyHeader.of(values, place);
            return;
        }
        if (values.size() != header.columns().size()) {
            throw new UserMistake(
                    "%s%d values for %d columns"
                            .formatted(place, values.size(), header.columns().size()));
        }
        begin(values.get(0), number(values, 1, place), place);
        features.add(numbers(values, header.features(), false, place));
        labels.add(numbers(values, header.labels(), true, place));
    }

    private void begin(String name, double at, String place) {
        if (name.equals(id)) {
            if (at <= time) {
                throw new UserMistake(
                        "%stime %s is not after %s, the time of the line before"
                                .formatted(place, at, time));
            }
        } else {
            endSequence();
            if (name.isEmpty() || !ids.add(name)) {
                throw new UserMistake(
                        "%ssequence '%s' has no name or stood further above; the lines of a sequence have to be together"
                                .formatted(place, name));
            }
            id = name;
        }
        time = at;
    }

    private void endSequence() {
        if (!features.isEmpty()) {
            sequences.add(new TidySequence(id, features, labels));
        }
        features = new ArrayList<>();
        labels = new ArrayList<>();
    }

    private double[] numbers(
            List<String> values, List<Integer> columns, boolean mayBeEmpty, String place) {
        return columns.stream()
                .mapToDouble(
                        column ->
                                mayBeEmpty && values.get(column).isEmpty()
                                        ? Double.NaN
                                        : number(values, column, place))
                .toArray();
    }

    private double number(List<String> values, int column, String place) {
        OptionalDouble number = Decimal.parse(values.get(column));
        if (number.isEmpty() || !Double.isFinite(number.getAsDouble())) {
            throw new UserMistake(
                    "%s%s must be a finite decimal number, not '%s'"
                            .formatted(place, header.columns().get(column), values.get(column)));
        }
        return number.getAsDouble();
    }
}
