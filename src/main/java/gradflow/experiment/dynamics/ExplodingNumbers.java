package gradflow.experiment.dynamics;

/**
 * The columns of runs.csv of an experiment on exploding gradients.
 *
 * @param jacobianOverBound the largest ‖∂h_T/∂h_t‖₂ / (γσ)^lag over all lags from 1 on and all
 *     examples
 * @param growthPerStep factor per step of the exponential fitted to ‖∂h_T/∂h_t‖₂ over the lag
 * @param diverged 1 if a loss, gradient or parameter was infinite or NaN, else 0
 * @param worse 1 if it diverged or the last loss was above the first, else 0
 * @param firstLoss before the first update
 * @param lastLoss before the last update
 * @param largestGradientL2 of the raw gradient, mean over the batch, all parameters
 * @param largestUpdateL2 of what was subtracted from all parameters
 * @param log10LargestUpdateL2 its logarithm; where updates explode, seeds differ by many powers
 */
record ExplodingNumbers(
        double jacobianOverBound,
        double growthPerStep,
        int diverged,
        int worse,
        double firstLoss,
        double lastLoss,
        double largestGradientL2,
        double largestUpdateL2,
        double log10LargestUpdateL2) {}
