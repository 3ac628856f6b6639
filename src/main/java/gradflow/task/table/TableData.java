package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TableSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A user's table, read, split and checked.
 *
 * @param place file or folder, for messages
 * @param kind what the labels are
 * @param inputs names of the input columns
 * @param labels names of the label columns
 * @param classes the classes in the order of the outputs; none where numbers are told
 * @param parts the sequences
 */
record TableData(
        String place,
        LabelKind kind,
        List<String> inputs,
        List<String> labels,
        List<String> classes,
        Parts parts) {

    /**
     * Reads a file that is split here, or a folder with a file for each part.
     *
     * @throws UserMistake with file, line and column where something is wrong
     */
    static TableData read(Path path, TableSettings settings) {
        boolean given = Files.isDirectory(path);
        Check.that(
                !given || settings.split() == TableSplit.DEFAULT,
                path + ": is split already; split must be left out for a folder");
        List<TableRows> files =
                (given ? PartFiles.in(path) : List.of(path))
                        .stream().map(file -> new TableRows(Sheet.read(file), settings)).toList();
        List<String> inputs = names(files.get(0), files.get(0).roles().inputs());
        List<String> labels = names(files.get(0), files.get(0).roles().labels());
        for (TableRows file : files) {
            Check.that(
                    names(file, file.roles().inputs()).equals(inputs),
                    "%s: its inputs are %s, not %s as in %s"
                            .formatted(
                                    file.sheet().place(),
                                    names(file, file.roles().inputs()),
                                    inputs,
                                    files.get(0).sheet().place()));
        }
        ClassNames names = new ClassNames();
        if (settings.labelKind().isClass()) {
            files.forEach(file -> file.addClasses(names));
        }
        List<String> classes = names.list();
        List<List<TableSequence>> sequences =
                files.stream().map(file -> file.sequences(classes)).toList();
        Parts parts =
                given
                        ? new Parts(sequences.get(0), sequences.get(1), sequences.get(2))
                        : Parts.split(sequences.get(0), settings, path.toString());
        TableData data =
                new TableData(
                        path.toString(), settings.labelKind(), inputs, labels, classes, parts);
        data.check();
        return data;
    }

    private static List<String> names(TableRows file, List<Integer> columns) {
        return columns.stream().map(file.sheet().header()::get).toList();
    }

    private void check() {
        if (kind.isClass()) {
            Check.that(
                    classes.size() >= 2,
                    "%s: column '%s' has the class%s alone; two or more are needed"
                            .formatted(
                                    place,
                                    labels.get(0),
                                    classes.isEmpty() ? "" : " '" + classes.get(0) + "'"));
            for (int c = 0; c < classes.size(); c++) {
                int number = c;
                Check.that(
                        targets(parts.training()).anyMatch(target -> target[0] == number),
                        "%s: class '%s' is in none of the training data; leave its rows out or bring more"
                                .formatted(place, classes.get(c)));
            }
        }
        new TreeMap<>(parts.byName())
                .forEach(
                        (name, sequences) ->
                                Check.that(
                                        sequences.stream().anyMatch(this::hasLabels),
                                        place + ": the " + name + " data have no labels"));
        if (!kind.isClass()) {
            for (int l = 0; l < labels.size(); l++) {
                int label = l;
                Check.that(
                        targets(parts.training())
                                        .mapToDouble(target -> target[label])
                                        .filter(value -> !Double.isNaN(value))
                                        .distinct()
                                        .limit(2)
                                        .count()
                                == 2,
                        "%s: all values of '%s' in the training data are the same"
                                .formatted(place, labels.get(l)));
            }
        }
    }

    private boolean hasLabels(TableSequence sequence) {
        int first = kind == LabelKind.NEXT_VALUE ? 1 : 0;
        for (int step = first; step < sequence.steps(); step++) {
            if (sequence.isLabelled(step)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<double[]> targets(List<TableSequence> sequences) {
        return sequences.stream().flatMap(sequence -> Stream.of(sequence.targets()));
    }

    /**
     * Checks that sequences can have that many steps: where a sequence has one class, as many as
     * the longest; else no more than the longest of each part.
     *
     * @throws UserMistake with what is allowed
     */
    void checkLength(int sequenceLength) {
        List<Map.Entry<String, List<TableSequence>>> each =
                new ArrayList<>(new TreeMap<>(parts.byName()).entrySet());
        if (kind == LabelKind.CLASS_PER_SEQUENCE) {
            int longest = each.stream().mapToInt(part -> longest(part.getValue())).max().orElse(0);
            Check.that(
                    sequenceLength == longest,
                    "%s: sequenceLength must be %d, the steps of the longest sequence, not %d"
                            .formatted(place, longest, sequenceLength));
            return;
        }
        Map.Entry<String, List<TableSequence>> shortest =
                each.stream()
                        .min(Comparator.comparingInt(part -> longest(part.getValue())))
                        .orElseThrow();
        int most = longest(shortest.getValue());
        Check.that(
                sequenceLength <= most,
                "%s: sequenceLength must be at most %d, the steps of the longest sequence of the %s data%s, not %d"
                        .formatted(
                                place,
                                most,
                                shortest.getKey(),
                                kind == LabelKind.NEXT_VALUE ? " less one" : "",
                                sequenceLength));
    }

    private int longest(List<TableSequence> sequences) {
        return sequences.stream().mapToInt(s -> Excerpt.steps(s, kind)).max().orElse(0);
    }
}
