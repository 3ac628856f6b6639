package gradflow.probe.dynamics;

/**
 * A row of noise.csv: what one time step adds to the gradient of the recurrent layer's parameters,
 * as a mean over sequences and as the distance of single sequences from it. Parameters are what
 * training adds up over sequences; ∂L/∂h_t of two sequences belongs to two states.
 *
 * @param runId the run
 * @param iteration parameter updates before
 * @param lag T − t
 * @param meanL2 norm of the mean of the shares of n sequences
 * @param signalL2 estimate of the norm of their expectation: from the square of {@code meanL2} what
 *     chance adds to it, noise²/n, is taken off; at least 0
 * @param noiseL2 root of the mean squared distance of a sequence's share from the expectation, with
 *     n − 1
 * @param signalToNoise signal over noise of one sequence; NaN where both are 0
 * @param batchSignalToNoise the same of the mean over a batch of the run's size B: √B times as much
 */
public record NoiseRow(
        String runId,
        int iteration,
        int lag,
        double meanL2,
        double signalL2,
        double noiseL2,
        double signalToNoise,
        double batchSignalToNoise) {}
