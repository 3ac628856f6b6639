package gradflow.task.table;

import gradflow.task.Task;

/** Tells the mean of the training data, or the last value that was there. */
final class NaiveValue implements TableBaseline {
    private final Examples examples;
    private final boolean last;

    /**
     * A forecast without a model.
     *
     * @param last whether the last value before is told; the mean where there is none
     */
    NaiveValue(Examples examples, boolean last) {
        this.examples = examples;
        this.last = last;
    }

    @Override
    public String name() {
        return last ? "persistence" : "training-mean";
    }

    /** Mean over steps and outputs, in standard deviations; the metric in the data's own unit. */
    @Override
    public Task.Score score(Iterable<Excerpt> excerpts) {
        double squares = 0;
        double absolutes = 0;
        int values = 0;
        for (Excerpt excerpt : excerpts) {
            for (int step = excerpt.told(); step < excerpt.length(); step++) {
                int labelled = examples.labelled(excerpt, step);
                if (!excerpt.sequence().isLabelled(labelled)) {
                    continue;
                }
                for (int output = 0; output < examples.outputs(); output++) {
                    double truth = excerpt.sequence().targets()[labelled][output];
                    double error =
                            prediction(excerpt, output, step) - examples.label(output, truth);
                    squares += error * error;
                    absolutes += Math.abs(error);
                    values++;
                }
            }
        }
        return new Task.Score(squares / values, absolutes / values * examples.metricUnit());
    }

    @Override
    public double prediction(Excerpt excerpt, int output, int step) {
        double[][] targets = excerpt.sequence().targets();
        for (int at = excerpt.start() + step; last && at >= 0; at--) {
            if (!Double.isNaN(targets[at][output])) {
                return examples.label(output, targets[at][output]);
            }
        }
        return 0;
    }
}
