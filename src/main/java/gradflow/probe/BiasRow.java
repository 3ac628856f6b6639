package gradflow.probe;

/**
 * A row of bias.csv: how the gradient that a run trains with lies to the full one, for the
 * parameters of one moment. Expectations are over sequences and, where the method draws, over what
 * it draws; both gradients are sums over the labelled steps of one sequence.
 *
 * @param runId the run
 * @param iteration parameter updates before
 * @param parameter Deeplearning4j's name of it; {@code all} for the whole recurrent layer
 * @param fullL2 norm of the mean full gradient
 * @param estimateL2 norm of the mean estimate
 * @param cosineToFull between the two means; NaN if one of them is zero
 * @param relativeBias ‖E(estimate − full)‖ / ‖E full‖, with what chance adds to it taken off; at
 *     least 0
 * @param relativeVariance E‖estimate − E estimate‖² / ‖E full‖²
 * @param fullRelativeVariance E‖full − E full‖² / ‖E full‖²
 */
public record BiasRow(
        String runId,
        int iteration,
        String parameter,
        double fullL2,
        double estimateL2,
        double cosineToFull,
        double relativeBias,
        double relativeVariance,
        double fullRelativeVariance) {
    /** The whole recurrent layer. */
    public static final String ALL = "all";
}
