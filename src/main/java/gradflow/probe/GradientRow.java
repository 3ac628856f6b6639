package gradflow.probe;

/**
 * A row of gradients.csv: the gradient of the loss at the last step with respect to one time step
 * of one layer, through all steps between, in double precision. L2 norms are per example and
 * averaged over the batch.
 *
 * @param runId the run
 * @param iteration parameter updates before the gradient was taken
 * @param layer its index in the network
 * @param timeStep t, 1 … T
 * @param lag T − t
 * @param gradHiddenL2 ‖∂L/∂h_t‖
 * @param gradCellL2 ‖∂L/∂c_t‖, null for a cell without one
 * @param gradPreactivationL2 ‖∂L/∂(pre-activations of all gates at t)‖
 * @param weightGradShareL2 norm of step t's share of the gradient of all the layer's parameters,
 *     the mean over the batch
 * @param exactZeroFraction of the elements of ∂L/∂h_t, 0 … 1
 * @param subnormalFraction of the elements of ∂L/∂h_t: not zero, but below 2.2e-308
 * @param nonfiniteCount elements of ∂L/∂h_t that are infinite or NaN; null where only norms were
 *     taken, as the fractions are NaN then
 * @param gradStateL2 ‖(∂L/∂h_t, ∂L/∂c_t)‖, both as one vector; ‖∂L/∂h_t‖ for a cell without c; NaN
 *     where only norms were taken and there is a c
 */
public record GradientRow(
        String runId,
        int iteration,
        int layer,
        int timeStep,
        int lag,
        double gradHiddenL2,
        Double gradCellL2,
        double gradPreactivationL2,
        double weightGradShareL2,
        double exactZeroFraction,
        double subnormalFraction,
        Integer nonfiniteCount,
        double gradStateL2) {}
