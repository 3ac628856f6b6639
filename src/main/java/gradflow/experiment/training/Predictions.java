package gradflow.experiment.training;

import gradflow.model.Readout;
import gradflow.task.Answers;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What a trained network tells about the test data, step by step. */
final class Predictions {
    /** Rows of a run at most; of more, whole examples are left out evenly. */
    static final int MOST_ROWS = 1000;

    private final String runId;
    private final Task task;
    private final int outputs;
    private final int steps;
    private final float[] predicted;
    private final float[] labels;
    private final float[] mask;
    private final List<PredictionRow> rows = new ArrayList<>();

    private Predictions(String runId, MultiLayerNetwork network, Task task) {
        this.runId = runId;
        this.task = task;
        DataSet test = task.test();
        outputs = task.outputSize();
        steps = task.sequenceLength();
        predicted = values(Outputs.of(network, test));
        labels = values(test.getLabels());
        mask = values(test.getLabelsMaskArray());
    }

    /** The rows by example, time step and output. */
    static List<PredictionRow> of(String runId, MultiLayerNetwork network, Task task) {
        Predictions predictions = new Predictions(runId, network, task);
        predictions.tell();
        return List.copyOf(predictions.rows);
    }

    private void tell() {
        int perStep = task.readout() == Readout.SOFTMAX ? 1 : outputs;
        int labelled = 0;
        for (float step : mask) {
            labelled += step == 0 ? 0 : 1;
        }
        int stride = Math.max(1, (labelled * perStep + MOST_ROWS - 1) / MOST_ROWS);
        for (int example = 0; example < mask.length / steps; example += stride) {
            for (int step = 0; step < steps; step++) {
                if (mask[example * steps + step] != 0 && rows.size() + perStep <= MOST_ROWS) {
                    tell(example, step);
                }
            }
        }
    }

    private void tell(int example, int step) {
        if (task.readout() == Readout.SOFTMAX) {
            int told = largest(predicted, example, step);
            Answers answers = task.answers();
            String truth = answers.className(largest(labels, example, step));
            double probability = predicted[at(example, told, step)];
            add(example, step, null, truth, answers.className(told), probability, 0);
            return;
        }
        for (int output = 0; output < outputs; output++) {
            number(example, step, output);
        }
    }

    private void number(int example, int step, int output) {
        Answers answers = task.answers();
        double told = predicted[at(example, output, step)];
        double label = labels[at(example, output, step)];
        add(
                example,
                step,
                answers.outputName(output),
                answers.truth(example, output, step, label),
                answers.inUnits(output, told),
                null,
                output);
    }

    private void add(
            int example,
            int step,
            String output,
            Object truth,
            Object told,
            Double probability,
            int referenceOutput) {
        Answers answers = task.answers();
        rows.add(
                new PredictionRow(
                        runId,
                        example + 1,
                        answers.sequence(example),
                        answers.time(example, step),
                        step + 1,
                        output,
                        truth,
                        told,
                        probability,
                        answers.reference(example, referenceOutput, step)));
    }

    private int largest(float[] values, int example, int step) {
        int best = 0;
        for (int output = 1; output < outputs; output++) {
            if (values[at(example, output, step)] > values[at(example, best, step)]) {
                best = output;
            }
        }
        return best;
    }

    private int at(int example, int output, int step) {
        return (example * outputs + output) * steps + step;
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
