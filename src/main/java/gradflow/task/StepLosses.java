package gradflow.task;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Judges predictions at every step that has a label; each score is the mean over those steps. */
public final class StepLosses {
    private StepLosses() {}

    /**
     * Cross-entropy −Σ y·ln p of classes that exclude each other, in nats per step.
     *
     * @return mean over the labelled steps
     */
    public static double crossEntropy(INDArray probabilities, DataSet batch) {
        return mean(probabilities, batch, (p, y) -> y == 0 ? 0 : -y * logarithm(p));
    }

    /**
     * Cross-entropy −Σ (y·ln p + (1 − y)·ln(1 − p)) of outputs that do not, in nats per step.
     *
     * @return mean over the labelled steps
     */
    public static double binaryCrossEntropy(INDArray probabilities, DataSet batch) {
        return mean(probabilities, batch, (p, y) -> -y * logarithm(p) - (1 - y) * logarithm(1 - p));
    }

    /**
     * Squared error, summed over the outputs.
     *
     * @return mean over the labelled steps
     */
    public static double squaredError(INDArray predictions, DataSet batch) {
        return mean(predictions, batch, (p, y) -> (p - y) * (p - y));
    }

    /**
     * Absolute error, summed over the outputs.
     *
     * @return mean over the labelled steps
     */
    public static double absoluteError(INDArray predictions, DataSet batch) {
        return mean(predictions, batch, (p, y) -> Math.abs(p - y));
    }

    private static double logarithm(double probability) {
        return -LastStep.crossEntropy(probability);
    }

    /** The loss of single outputs, summed over outputs [B, O, T], by steps with mask 1 [B, T]. */
    private static double mean(INDArray predictions, DataSet batch, OutputLoss loss) {
        int outputs = (int) predictions.size(1);
        int steps = (int) predictions.size(2);
        float[] predicted = values(predictions);
        float[] labels = values(batch.getLabels());
        float[] mask = values(batch.getLabelsMaskArray());
        double sum = 0;
        int judged = 0;
        for (int at = 0; at < mask.length; at++) {
            if (mask[at] == 0) {
                continue;
            }
            judged++;
            int first = at / steps * outputs * steps + at % steps;
            for (int o = 0; o < outputs; o++) {
                sum += loss.of(predicted[first + o * steps], labels[first + o * steps]);
            }
        }
        return sum / judged;
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** What one output adds to the loss of its step. */
    private interface OutputLoss {
        double of(double prediction, double label);
    }
}
