package gradflow.probe;

import gradflow.estimator.Backpropagation;
import gradflow.estimator.EstimatedNetwork;
import gradflow.estimator.GradientEstimator;
import gradflow.estimator.ParameterLayout;
import gradflow.estimator.Steps;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Bias and variance of the gradient that a run trains with, against the full gradient, for the
 * recurrent layer's parameters of one moment. Always on the same sequences, each of which gives one
 * full gradient and one estimate, so that the bias is the mean of paired differences.
 */
public final class GradientBias {
    private final EstimatedNetwork network;
    private final GradientEstimator estimator;
    private final GradientEstimator full;
    private final List<Steps> sequences;

    /**
     * For one run.
     *
     * @param estimator what it trains with
     * @param sequences two or more
     */
    public GradientBias(EstimatedNetwork network, GradientEstimator estimator, DataSet sequences) {
        this.network = network;
        this.estimator = estimator;
        full = Backpropagation.full(network);
        this.sequences = SequenceSteps.of(sequences);
    }

    /**
     * The rows for these parameters: the whole layer, then each of its parameters.
     *
     * @param parameters of the network that is trained, of any dtype
     */
    List<BiasRow> take(String runId, int iteration, INDArray parameters) {
        double[] w = Norms.values(parameters);
        double[][] estimates = new double[sequences.size()][];
        double[][] fulls = new double[sequences.size()][];
        for (int i = 0; i < estimates.length; i++) {
            estimates[i] = gradient(estimator, w, sequences.get(i));
            fulls[i] = gradient(full, w, sequences.get(i));
        }
        ParameterLayout layout = network.layout();
        List<ParameterLayout.Range> ranges = new ArrayList<>();
        ranges.add(new ParameterLayout.Range(BiasRow.ALL, 0, layout.outputWeights()));
        ranges.addAll(layout.recurrentRanges());
        return ranges.stream()
                .map(range -> row(runId, iteration, range, estimates, fulls))
                .toList();
    }

    private static double[] gradient(GradientEstimator by, double[] w, Steps steps) {
        double[] gradient = new double[w.length];
        by.start();
        by.add(w, steps, gradient);
        return gradient;
    }

    private static BiasRow row(
            String runId,
            int iteration,
            ParameterLayout.Range range,
            double[][] estimates,
            double[][] fulls) {
        int count = estimates.length;
        double fullSquares = 0;
        double estimateSquares = 0;
        double product = 0;
        double biasSquares = 0;
        double estimateVariance = 0;
        double fullVariance = 0;
        double differenceVariance = 0;
        for (int p = range.from(); p < range.to(); p++) {
            double estimate = 0;
            double exact = 0;
            for (int i = 0; i < count; i++) {
                estimate += estimates[i][p] / count;
                exact += fulls[i][p] / count;
            }
            fullSquares += exact * exact;
            estimateSquares += estimate * estimate;
            product += exact * estimate;
            double bias = estimate - exact;
            biasSquares += bias * bias;
            for (int i = 0; i < count; i++) {
                double ofEstimate = estimates[i][p] - estimate;
                double ofFull = fulls[i][p] - exact;
                estimateVariance += ofEstimate * ofEstimate / (count - 1);
                fullVariance += ofFull * ofFull / (count - 1);
                differenceVariance += (ofEstimate - ofFull) * (ofEstimate - ofFull) / (count - 1);
            }
        }
        // E‖mean of n differences‖² = ‖bias‖² + variance of a difference / n.
        double unbiased = Math.max(0, biasSquares - differenceVariance / count);
        double fullL2 = Math.sqrt(fullSquares);
        double estimateL2 = Math.sqrt(estimateSquares);
        return new BiasRow(
                runId,
                iteration,
                range.name(),
                fullL2,
                estimateL2,
                product / (fullL2 * estimateL2),
                Math.sqrt(unbiased) / fullL2,
                estimateVariance / fullSquares,
                fullVariance / fullSquares);
    }
}
