package gradflow.probe;

/**
 * A row of paths.csv: the gradient of the loss at the last step along the state that the gates keep
 * (c of the LSTM, h of the GRU), and in all. Norms are L2 per example, averaged over the batch.
 *
 * @param runId the run
 * @param iteration parameter updates before the gradient was taken
 * @param layer its index in the network
 * @param timeStep t, 1 … T
 * @param lag T − t
 * @param keepProduct ∏ of the gate that keeps the state over the steps t+1 … T, mean over batch and
 *     units
 * @param carryL2 norm of the part of the gradient that came along these products only
 * @param totalL2 norm of the gradient w.r.t. the same state, along all paths
 * @param otherL2 norm of the difference: what came through hidden state, gates and candidates
 */
public record PathRow(
        String runId,
        int iteration,
        int layer,
        int timeStep,
        int lag,
        double keepProduct,
        double carryL2,
        double totalL2,
        double otherL2) {}
