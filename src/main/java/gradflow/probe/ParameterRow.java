package gradflow.probe;

/**
 * A row of parameters.csv: L2 norms of one parameter, or of one gate's columns of it, at one
 * update.
 *
 * @param runId the run
 * @param iteration the update's number, from 1 on
 * @param layer its index in the network
 * @param parameter Deeplearning4j's name of it: W, RW, b, …
 * @param gate the gate whose columns these are; empty for a parameter without gates
 * @param rawL2 of the gradient as the backward pass gave it, with Ω's if there is one; the mean
 *     over the batch
 * @param clippedL2 of the gradient after clipping, before noise is added
 * @param updateL2 of the change that the optimiser made
 * @param parameterL2 of the parameter after the change
 */
public record ParameterRow(
        String runId,
        int iteration,
        int layer,
        String parameter,
        String gate,
        double rawL2,
        double clippedL2,
        double updateL2,
        double parameterL2) {}
