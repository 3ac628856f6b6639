package gradflow.probe;

import gradflow.estimator.Steps;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/** A batch as the estimators of gradients read it: each sequence step by step. */
public final class SequenceSteps {
    private SequenceSteps() {}

    /**
     * Every sequence of a batch.
     *
     * @param batch features [B, I, T], labels [B, O, T], label mask [B, T]
     * @return B sequences of T steps
     */
    public static List<Steps> of(DataSet batch) {
        double[] inputs = Norms.values(batch.getFeatures());
        double[] labels = Norms.values(batch.getLabels());
        double[] mask = Norms.values(batch.getLabelsMaskArray());
        int size = batch.numExamples();
        int timeSteps = (int) batch.getFeatures().size(2);
        List<Steps> sequences = new ArrayList<>();
        for (int b = 0; b < size; b++) {
            double[][] x = rows(inputs, b, inputs.length / size, timeSteps);
            double[][] y = rows(labels, b, labels.length / size, timeSteps);
            for (int t = 0; t < timeSteps; t++) {
                y[t] = mask[b * timeSteps + t] == 0 ? null : y[t];
            }
            sequences.add(new Steps(x, y));
        }
        return sequences;
    }

    private static double[][] rows(double[] values, int example, int perExample, int timeSteps) {
        int width = perExample / timeSteps;
        double[][] rows = new double[timeSteps][width];
        for (int i = 0; i < width; i++) {
            for (int t = 0; t < timeSteps; t++) {
                rows[t][i] = values[example * perExample + i * timeSteps + t];
            }
        }
        return rows;
    }
}
