package gradflow.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrence carries from one time step to the next, or the gradient with respect to it.
 *
 * @param hidden h [B, H]
 * @param cell c [B, H], or null for a cell without one
 */
public record State(INDArray hidden, INDArray cell) {}
