package gradflow.probe.dynamics;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.probe.Norms;
import gradflow.probe.WeightShares;
import gradflow.stats.L2;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Signal and noise of each time step's share of the parameters' gradient. A sequence's own share of
 * a matrix is a product of two vectors, whose norm is the product of theirs; so only the mean is
 * ever made.
 */
final class StepNoise {
    private StepNoise() {}

    /**
     * The rows of one backward pass, from lag 0 on.
     *
     * @param gradients of n sequences, 2 or more
     * @param batchSize B, of the batches that the run trains on
     */
    static List<NoiseRow> rows(
            String runId, int iteration, TimeStepGradients gradients, int batchSize) {
        if (gradients.candidateOperand() != null || gradients.gain() != null) {
            throw new IllegalArgumentException(
                    "the shares of single sequences are known without layer normalisation and for products with h alone, not for "
                            + gradients.shape());
        }
        List<NoiseRow> rows = new ArrayList<>();
        for (int lag = 0; lag < gradients.timeSteps(); lag++) {
            int step = gradients.timeSteps() - 1 - lag;
            double[] norms = norms(gradients, step);
            double mean =
                    L2.of(WeightShares.of(gradients, step).toArray(double[][]::new)) / norms.length;
            rows.add(row(runId, iteration, lag, mean, norms, batchSize));
        }
        return rows;
    }

    private static NoiseRow row(
            String runId, int iteration, int lag, double mean, double[] norms, int batchSize) {
        double count = norms.length;
        double rms = L2.of(norms) / Math.sqrt(count);
        // Roots of differences of squares, factor by factor, so that nothing underflows.
        double noise = leg(rms, mean) * Math.sqrt(count / (count - 1));
        double signal = leg(mean, noise / Math.sqrt(count));
        double ratio = signal == 0 && noise == 0 ? Double.NaN : signal / noise;
        return new NoiseRow(
                runId,
                iteration,
                lag,
                mean,
                signal,
                noise,
                Double.isFinite(ratio) ? ratio : Double.NaN,
                Double.isFinite(ratio) ? ratio * Math.sqrt(batchSize) : Double.NaN);
    }

    /** √(a² − b²); 0 where b is the larger. */
    private static double leg(double a, double b) {
        return a > b ? Math.sqrt(a - b) * Math.sqrt(a + b) : 0;
    }

    /** The norm of each sequence's share. */
    private static double[] norms(TimeStepGradients gradients, int step) {
        double[] bias = rows(gradients.preActivation(), step);
        double[] inputs = rows(gradients.input(), step);
        double[] inputProducts = rows(gradients.inputProduct(), step);
        boolean recurrent = gradients.shape().hasRecurrentWeights();
        double[] states = recurrent ? rows(gradients.previousHidden(), step) : bias;
        double[] products = recurrent ? rows(gradients.recurrentProduct(), step) : bias;
        double[] terms =
                gradients.shape().hasRecurrentBias() ? rows(gradients.recurrentTerm(), step) : bias;
        double[] norms = new double[bias.length];
        for (int b = 0; b < norms.length; b++) {
            norms[b] =
                    L2.of(
                            inputs[b] * inputProducts[b],
                            recurrent ? states[b] * products[b] : 0,
                            bias[b],
                            gradients.shape().hasRecurrentBias() ? terms[b] : 0);
        }
        return norms;
    }

    /** The norm of each sequence's row [T, B, N] at a step. */
    private static double[] rows(INDArray array, int step) {
        double[] values = Norms.values(TimeStep.of(array, step));
        int count = (int) array.size(1);
        int width = values.length / count;
        double[] norms = new double[count];
        for (int b = 0; b < count; b++) {
            norms[b] = L2.of(values, b * width, (b + 1) * width);
        }
        return norms;
    }
}
