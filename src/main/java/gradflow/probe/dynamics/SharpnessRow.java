package gradflow.probe.dynamics;

/**
 * A row of sharpness.csv: the largest curvature of the training loss, the mean over sequences of
 * the sum over their labelled steps.
 *
 * @param runId the run
 * @param iteration parameter updates before
 * @param loss of the sequences
 * @param sharpness largest eigenvalue of the loss's Hessian
 * @param residual ‖H·v − sharpness·v‖ of its vector of norm 1: some eigenvalue lies that close
 * @param preconditionedSharpness largest eigenvalue of P^(−½)·H·P^(−½), P what the optimiser
 *     divides the gradient by; NaN for optimisers without it and before the first update
 * @param preconditionedResidual as {@code residual}, of that matrix
 * @param learningRate of the next update
 * @param threshold above which descent on a quadratic is unstable, for the optimiser's own
 *     sharpness; NaN where an update is of a part of a sequence
 * @param overThreshold the optimiser's own sharpness over it: the preconditioned one for Adam and
 *     RMSProp
 */
public record SharpnessRow(
        String runId,
        int iteration,
        double loss,
        double sharpness,
        double residual,
        double preconditionedSharpness,
        double preconditionedResidual,
        double learningRate,
        double threshold,
        double overThreshold) {}
