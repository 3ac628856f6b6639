package gradflow.task;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Judges class probabilities at all time steps that have a label. */
public final class EveryStep {
    private EveryStep() {}

    /**
     * Cross-entropy in nats, the mean over all labelled steps; accuracy, the mean over those of
     * them that count.
     *
     * @param probabilities [B, O, T]
     * @param batch with one-hot labels [B, O, T] and their mask [B, T]
     * @param firstCounted the first step of the accuracy, from 0 on
     * @return loss and accuracy
     */
    public static Task.Score score(INDArray probabilities, DataSet batch, int firstCounted) {
        float[] predicted = classesLast(probabilities);
        float[] actual = classesLast(batch.getLabels());
        float[] mask = batch.getLabelsMaskArray().dup('c').data().asFloat();
        int classes = (int) probabilities.size(1);
        int timeSteps = (int) probabilities.size(2);
        double loss = 0;
        int labelled = 0;
        int right = 0;
        int counted = 0;
        for (int step = 0; step < mask.length; step++) {
            if (mask[step] == 0) {
                continue;
            }
            int from = step * classes;
            int label = argMax(actual, from, classes);
            loss += LastStep.crossEntropy(predicted[from + label]);
            labelled++;
            if (step % timeSteps >= firstCounted) {
                counted++;
                right += argMax(predicted, from, classes) == label ? 1 : 0;
            }
        }
        return new Task.Score(loss / labelled, (double) right / counted);
    }

    /** [B, O, T] as [B, T, O] in one piece: the classes of a step stand side by side. */
    private static float[] classesLast(INDArray sequences) {
        return sequences.permute(0, 2, 1).dup('c').data().asFloat();
    }

    private static int argMax(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
