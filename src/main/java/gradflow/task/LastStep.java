package gradflow.task;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Judges class probabilities or numbers at the last time step. */
public final class LastStep {
    /**
     * Keeps the loss of a probability that underflowed finite; the value of Deeplearning4j's loss.
     */
    private static final double SMALLEST_PROBABILITY = 1e-10;

    private LastStep() {}

    /**
     * Cross-entropy in nats and accuracy, each the mean over the examples.
     *
     * @param probabilities [B, O, T]
     * @param labels one-hot [B, O, T]
     * @return loss and accuracy
     */
    public static Task.Score score(INDArray probabilities, INDArray labels) {
        double[][] predicted = last(probabilities);
        double[][] actual = last(labels);
        double loss = 0;
        int right = 0;
        for (int b = 0; b < predicted.length; b++) {
            int label = argMax(actual[b]);
            loss += crossEntropy(predicted[b][label]);
            if (argMax(predicted[b]) == label) {
                right++;
            }
        }
        return new Task.Score(loss / predicted.length, (double) right / predicted.length);
    }

    /**
     * Squared error, the mean over outputs and examples, and the share of the examples all of whose
     * errors are below the tolerance.
     *
     * @param predictions [B, O, T]
     * @param labels [B, O, T]
     * @return loss and share
     */
    public static Task.Score squaredError(INDArray predictions, INDArray labels, double tolerance) {
        double[][] predicted = last(predictions);
        double[][] actual = last(labels);
        double squares = 0;
        int close = 0;
        for (int b = 0; b < predicted.length; b++) {
            double largest = 0;
            for (int o = 0; o < predicted[b].length; o++) {
                double error = Math.abs(predicted[b][o] - actual[b][o]);
                squares += error * error;
                largest = Math.max(largest, error);
            }
            close += largest < tolerance ? 1 : 0;
        }
        return new Task.Score(
                squares / predicted.length / predicted[0].length,
                (double) close / predicted.length);
    }

    /** Cross-entropy in nats, given the probability of what was right. */
    static double crossEntropy(double probability) {
        return -StrictMath.log(
                probability < SMALLEST_PROBABILITY ? SMALLEST_PROBABILITY : probability);
    }

    /** Copied in one piece, since 512 rows one by one take some 40 times as long. */
    private static double[][] last(INDArray sequences) {
        int outputs = (int) sequences.size(1);
        double[][] last = new double[(int) sequences.size(0)][];
        double[] values =
                sequences
                        .get(
                                NDArrayIndex.all(),
                                NDArrayIndex.all(),
                                NDArrayIndex.point(sequences.size(2) - 1))
                        .dup('c')
                        .data()
                        .asDouble();
        for (int b = 0; b < last.length; b++) {
            last[b] = Arrays.copyOfRange(values, b * outputs, (b + 1) * outputs);
        }
        return last;
    }

    private static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
