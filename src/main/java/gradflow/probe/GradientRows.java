package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.TimeStepNorms;
import java.util.ArrayList;
import java.util.List;

/** Reduces what a layer shows of one backward pass to rows of gradients.csv. */
public final class GradientRows {
    private GradientRows() {}

    /**
     * A row for each time step, of norms alone: shares and fractions are NaN.
     *
     * @param runId the run
     * @param iteration parameter updates before the gradient was taken
     * @param layer its number in the rows
     * @param norms of one backward pass
     * @param hasCell whether the layer has a c
     * @return norms per example, averaged over the batch
     */
    public static List<GradientRow> of(
            String runId, int iteration, int layer, TimeStepNorms norms, boolean hasCell) {
        List<GradientRow> rows = new ArrayList<>();
        for (int t = 0; t < norms.timeSteps(); t++) {
            rows.add(
                    new GradientRow(
                            runId,
                            iteration,
                            layer,
                            t + 1,
                            norms.timeSteps() - 1 - t,
                            norms.hidden(t),
                            hasCell ? Double.valueOf(norms.cell(t)) : null,
                            norms.preActivation(t),
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            null,
                            hasCell ? Double.NaN : norms.hidden(t)));
        }
        return rows;
    }

    /**
     * A row for each time step, from the first on.
     *
     * @param runId the run
     * @param iteration parameter updates before the gradient was taken
     * @param layer its number in the rows
     * @param gradients of one backward pass
     * @param steps how many steps count, 1 … T; the last of them has lag 0
     * @param shares norm of each step's share of the gradient of all parameters, the mean over the
     *     batch
     * @return norms per example, averaged over the batch
     */
    public static List<GradientRow> of(
            String runId,
            int iteration,
            int layer,
            TimeStepGradients gradients,
            int steps,
            double... shares) {
        List<GradientRow> rows = new ArrayList<>();
        StepNorms hidden = new StepNorms(gradients.hidden());
        StepNorms cell = gradients.cell() == null ? null : new StepNorms(gradients.cell());
        StepNorms preactivation = new StepNorms(gradients.preActivation());
        for (int t = 0; t < steps; t++) {
            rows.add(
                    new GradientRow(
                            runId,
                            iteration,
                            layer,
                            t + 1,
                            steps - 1 - t,
                            hidden.meanL2(t),
                            cell == null ? null : Double.valueOf(cell.meanL2(t)),
                            preactivation.meanL2(t),
                            shares[t],
                            hidden.fraction(t, value -> value == 0),
                            hidden.fraction(t, v -> v != 0 && Math.abs(v) < Double.MIN_NORMAL),
                            hidden.count(t, value -> !Double.isFinite(value)),
                            cell == null ? hidden.meanL2(t) : hidden.meanL2With(cell, t)));
        }
        return rows;
    }
}
