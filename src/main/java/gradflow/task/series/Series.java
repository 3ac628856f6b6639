package gradflow.task.series;

import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Numbers at regular times: a CSV with the columns {@code time,value} and no gaps. */
final class Series {
    private static final List<String> COLUMNS = List.of("time", "value");
    private static final Pattern NOT_ZERO = Pattern.compile("[-+]?[0.]*[1-9]");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setTrim(true).setIgnoreEmptyLines(true).get();

    private final double[] values;
    private final String place;

    private Series(double[] values, String place) {
        this.values = values;
        this.place = place;
    }

    /** A series of data/, with the sha256 of the unpacked file. */
    static Series load(Path file, String sha256) {
        byte[] bytes = DataFile.read(file, DataFile.ORIGIN);
        Series series = parse(DataFile.decode(bytes, file.toString()), file.toString());
        DataFile.check(bytes, sha256, file);
        return series;
    }

    /** Somebody's own series, a CSV as it is or as {@code .gz}. */
    static Series load(Path file) {
        byte[] bytes =
                DataFile.read(file, "dataPath has to name a CSV with the columns time,value");
        return parse(DataFile.decode(bytes, file.toString()), file.toString());
    }

    /** Checks header, values and times line by line. */
    static Series parse(String text, String place) {
        List<Double> values = new ArrayList<>();
        RegularTimes times = new RegularTimes();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            for (CSVRecord row : parser) {
                String where = place + ": line " + parser.getCurrentLineNumber() + ": ";
                if (row.getRecordNumber() == 1) {
                    checkHeader(row, where);
                    continue;
                }
                if (row.size() != COLUMNS.size()) {
                    throw new UserMistake(
                            where + row.size() + " fields instead of the two of time,value");
                }
                times.next(row.get(0), where);
                values.add(value(row.get(1), where));
            }
        } catch (CSVException | UncheckedIOException damaged) {
            throw new UserMistake(place + ": no CSV: " + damaged.getMessage(), damaged);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Series(all, place);
    }

    /** The means of that many neighbours each; what is left over at the end is dropped. */
    Series averaged(int neighbours) {
        double[] means =
                IntStream.range(0, values.length / neighbours)
                        .mapToDouble(
                                i ->
                                        Arrays.stream(values, i * neighbours, (i + 1) * neighbours)
                                                .average()
                                                .orElseThrow())
                        .toArray();
        return new Series(means, place);
    }

    int length() {
        return values.length;
    }

    double at(int index) {
        return values[index];
    }

    /** Where it comes from, for a message. */
    String place() {
        return place;
    }

    private static void checkHeader(CSVRecord row, String where) {
        if (!row.toList().equals(COLUMNS)) {
            throw new UserMistake(
                    where
                            + "the header has to be time,value, not "
                            + String.join(",", row)
                            + "; timeColumn and inputColumns name other columns");
        }
    }

    private static double value(String field, String where) {
        double value;
        try {
            value = Double.parseDouble(field);
        } catch (NumberFormatException noNumber) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw new UserMistake(
                    where + "value '" + field + "' is no finite number; gaps are not allowed");
        }
        if (value == 0 && NOT_ZERO.matcher(field).lookingAt()) {
            throw new UserMistake(where + "value '" + field + "' is too small for a number");
        }
        return value;
    }
}
