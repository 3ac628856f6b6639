package gradflow.flow.network;

import gradflow.kernel.TimeStep;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch whose loss is at one step only, so that a lag counts from one place: the last step that
 * counts, or the first for the direction that runs backward. Only the longest sequences are kept.
 *
 * @param batch the chosen examples
 * @param steps how many time steps there are up to the last that counts
 */
public record LastStepBatch(Batch batch, int steps) {

    /**
     * Chooses examples.
     *
     * @param all the batch of a training step
     * @param most examples to keep, at least 1
     * @param timeIsLast whether sequences are [B, size, T] rather than [B, T, size]
     * @return the first of those that are longest, with the loss at their last step
     */
    public static LastStepBatch of(Batch all, int most, boolean timeIsLast) {
        int[] lengths =
                IntStream.range(0, all.size())
                        .map(example -> length(all, example, timeIsLast))
                        .toArray();
        int longest = IntStream.of(lengths).max().orElse(0);
        int[] chosen =
                IntStream.range(0, lengths.length)
                        .filter(example -> lengths[example] == longest)
                        .limit(most)
                        .toArray();
        LastStepBatch kept = new LastStepBatch(all.examples(chosen), longest);
        return new LastStepBatch(kept.withLossAt(longest - 1, timeIsLast), longest);
    }

    /**
     * The batch with the loss at the first step, the last of a direction that runs backward.
     *
     * @param timeIsLast as above
     * @return the same examples
     */
    public Batch atFirstStep(boolean timeIsLast) {
        return withLossAt(0, timeIsLast);
    }

    private Batch withLossAt(int step, boolean timeIsLast) {
        INDArray[] masks = new INDArray[batch.labels().length];
        for (int output = 0; output < masks.length; output++) {
            INDArray labels = batch.labels()[output];
            if (labels.rank() == 3) {
                long time = labels.size(timeIsLast ? 2 : 1);
                INDArray mask = Nd4j.zeros(labels.dataType(), labels.size(0), time);
                mask.getColumn(Math.min(step, time - 1)).assign(1);
                masks[output] = mask;
            } else {
                masks[output] = batch.labelMasks()[output];
            }
        }
        return batch.withLabelMasks(masks);
    }

    /** The number of the last step that counts, from 1 on. */
    private static int length(Batch batch, int example, boolean timeIsLast) {
        for (int output = 0; output < batch.labels().length; output++) {
            INDArray labels = batch.labels()[output];
            INDArray mask = batch.labelMasks()[output];
            if (labels.rank() == 3 && mask != null && mask.rank() == 2) {
                return last(mask, example);
            }
        }
        for (INDArray mask : batch.featureMasks()) {
            if (mask != null) {
                return last(mask, example);
            }
        }
        for (INDArray features : batch.features()) {
            if (features.rank() == 3) {
                return (int) features.size(timeIsLast ? 2 : 1);
            }
        }
        return (int) batch.features()[0].size(batch.features()[0].rank() - 1);
    }

    private static int last(INDArray mask, int example) {
        double[] valid = TimeStep.of(mask, example).dup('c').data().asDouble();
        for (int t = valid.length - 1; t > 0; t--) {
            if (valid[t] != 0) {
                return t + 1;
            }
        }
        return 1;
    }
}
