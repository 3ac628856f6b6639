package gradflow.experiment.training;

/**
 * A point of a run's learning curves, a row of curves.csv. Losses are those of the task: means over
 * the labelled steps, in nats or squared units.
 *
 * @param runId the run
 * @param iteration parameter updates so far, or guesses; 0 before the first
 * @param sequences training sequences seen so far, repetitions counted
 * @param trainLoss mean over the training batches since the point before, each before the updates
 *     that it led to; null at the first point and for guesses
 * @param validationLoss on the validation data; null at a point between two evaluations
 * @param validationMetric on the validation data; null at a point between two evaluations
 * @param gradientL2 L2 norm of the gradient of all parameters at the last update, the mean over the
 *     batch, before clipping and noise; null before the first update
 * @param clipped whether that gradient was clipped; null before the first update
 * @param learningRate of the last update; null before the first
 */
record CurveRow(
        String runId,
        int iteration,
        long sequences,
        Double trainLoss,
        Double validationLoss,
        Double validationMetric,
        Double gradientL2,
        Boolean clipped,
        Double learningRate) {

    /** Whether the validation data were looked at. */
    boolean isEvaluation() {
        return validationLoss != null;
    }
}
