package gradflow.task.table;

import gradflow.model.settings.LabelKind;
import gradflow.task.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;

/** Makes batches of a table: inputs and numbers in standard deviations of the training data. */
final class Examples {
    /** Held-out steps at most, padding included; more would not fit into memory as one batch. */
    private static final int MOST_STEPS = 100_000;

    private final TableData table;
    private final int timeSteps;
    private final List<Scale> inputs;
    private final List<Scale> labels;
    private final List<TableSequence> training;
    private final int[] ends;

    /**
     * For excerpts of up to T steps.
     *
     * @param timeSteps T
     */
    Examples(TableData table, int timeSteps) {
        this.table = table;
        this.timeSteps = timeSteps;
        inputs = scales(table, true, table.inputs().size());
        labels = table.kind().isClass() ? List.of() : scales(table, false, table.labels().size());
        training =
                table.parts().training().stream()
                        .filter(s -> Excerpt.steps(s, table.kind()) > 0)
                        .toList();
        ends = new int[training.size()];
        int sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += Excerpt.count(training.get(i), timeSteps, table.kind());
            ends[i] = sum;
        }
        table.parts().byName().values().forEach(part -> part.forEach(this::checkFits));
    }

    /** So that no value stops a training that has begun. */
    private void checkFits(TableSequence sequence) {
        for (int step = 0; step < sequence.steps(); step++) {
            for (int i = 0; i < inputs.size(); i++) {
                input(i, sequence.inputs()[step][i]);
            }
            for (int l = 0; l < labels.size(); l++) {
                label(l, sequence.targets()[step][l]);
            }
        }
    }

    private static List<Scale> scales(TableData table, boolean ofInputs, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(
                        column ->
                                Scale.of(
                                        table.parts().training().stream()
                                                .map(s -> ofInputs ? s.inputs() : s.targets())
                                                .flatMap(Arrays::stream)
                                                .mapToDouble(row -> row[column])
                                                .toArray()))
                .toList();
    }

    List<Scale> inputScales() {
        return inputs;
    }

    /** None where classes are told. */
    List<Scale> labelScales() {
        return labels;
    }

    int outputs() {
        return table.kind().isClass() ? table.classes().size() : table.labels().size();
    }

    /** What one standard deviation is in the metric: of a single column its own unit. */
    double metricUnit() {
        return labels.size() == 1 ? labels.get(0).deviationInUnits() : 1;
    }

    /** Excerpts anywhere in the training data, each as likely. */
    DataSet draw(Random random, int size) {
        List<Excerpt> drawn = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = random.nextInt(ends[ends.length - 1]);
            int at = Arrays.binarySearch(ends, number + 1);
            int sequence = at < 0 ? -at - 1 : at;
            int start = number - (sequence == 0 ? 0 : ends[sequence - 1]);
            drawn.add(Excerpt.at(training.get(sequence), start, timeSteps, table.kind()));
        }
        return batch(drawn);
    }

    /** Excerpts in a row that tell something; if they are too many, spread evenly. */
    List<Excerpt> heldOut(List<TableSequence> sequences) {
        List<Excerpt> all =
                sequences.stream()
                        .filter(s -> Excerpt.steps(s, table.kind()) > 0)
                        .flatMap(s -> Excerpt.inARow(s, timeSteps, table.kind()).stream())
                        .filter(this::tells)
                        .toList();
        int taken = Math.min(all.size(), Math.max(1, MOST_STEPS / timeSteps));
        return IntStream.range(0, taken)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / taken)))
                .toList();
    }

    private boolean tells(Excerpt excerpt) {
        return IntStream.range(excerpt.told(), excerpt.length())
                .anyMatch(step -> excerpt.sequence().isLabelled(labelled(excerpt, step)));
    }

    /** The step of the sequence that an excerpt's step has the label of. */
    int labelled(Excerpt excerpt, int step) {
        return excerpt.start() + step + (table.kind() == LabelKind.NEXT_VALUE ? 1 : 0);
    }

    /** The network's step that an excerpt's step is. */
    int step(Excerpt excerpt, int step) {
        return timeSteps - excerpt.length() + step;
    }

    /** Features [B, I, T], labels [B, O, T], label mask [B, T]. */
    DataSet batch(List<Excerpt> excerpts) {
        SequenceBatch batch =
                new SequenceBatch(excerpts.size(), inputs.size(), outputs(), timeSteps);
        for (int b = 0; b < excerpts.size(); b++) {
            Excerpt excerpt = excerpts.get(b);
            for (int step = 0; step < excerpt.length(); step++) {
                double[] values = excerpt.sequence().inputs()[excerpt.start() + step];
                for (int i = 0; i < values.length; i++) {
                    batch.input(b, i, step(excerpt, step), input(i, values[i]));
                }
                int labelled = labelled(excerpt, step);
                if (step >= excerpt.told() && excerpt.sequence().isLabelled(labelled)) {
                    label(batch, b, step(excerpt, step), excerpt.sequence().targets()[labelled]);
                }
            }
        }
        return batch.toDataSet();
    }

    private double input(int column, double value) {
        return inputs.get(column).normalised(value, where(table.inputs().get(column)));
    }

    /** A label in standard deviations. */
    double label(int column, double value) {
        return labels.get(column).normalised(value, where(table.labels().get(column)));
    }

    private String where(String column) {
        return "%s: column '%s'".formatted(table.place(), column);
    }

    private void label(SequenceBatch batch, int example, int step, double[] target) {
        if (table.kind().isClass()) {
            batch.label(example, (int) target[0], step, 1);
            return;
        }
        for (int output = 0; output < target.length; output++) {
            batch.label(example, output, step, label(output, target[output]));
        }
    }
}
