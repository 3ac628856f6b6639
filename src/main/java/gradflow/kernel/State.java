package gradflow.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrence carries from one time step to the next, or the gradient with respect to it.
 *
 * @param hidden h [B, H]; null for zeros in a state to start from
 * @param cell c [B, H]; null for a cell without one, and for zeros in a state to start from
 */
public record State(INDArray hidden, INDArray cell) {}
