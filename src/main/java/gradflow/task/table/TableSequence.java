package gradflow.task.table;

import java.util.Arrays;
import java.util.List;

/** A sequence of a table. */
final class TableSequence {
    private final String name;
    private final List<String> times;
    private final double[][] inputs;
    private final double[][] targets;

    /**
     * A sequence.
     *
     * @param name its value of the sequence column
     * @param times as they are written, or the numbers of the steps from 1 on
     * @param inputs [steps][I]; NaN for the mean of the training data
     * @param targets [steps][L] in the table's own unit, or [steps][1] with the number of a class;
     *     NaN where nothing is to be told
     */
    TableSequence(String name, List<String> times, double[][] inputs, double[][] targets) {
        this.name = name;
        this.times = List.copyOf(times);
        this.inputs = inputs;
        this.targets = targets;
    }

    String name() {
        return name;
    }

    List<String> times() {
        return times;
    }

    double[][] inputs() {
        return inputs;
    }

    double[][] targets() {
        return targets;
    }

    int steps() {
        return inputs.length;
    }

    /** The steps from one to before another. */
    TableSequence slice(int from, int to) {
        return new TableSequence(
                name,
                times.subList(from, to),
                Arrays.copyOfRange(inputs, from, to),
                Arrays.copyOfRange(targets, from, to));
    }

    /** Whether all labels of a step are there. */
    boolean isLabelled(int step) {
        return Arrays.stream(targets[step]).noneMatch(Double::isNaN);
    }
}
